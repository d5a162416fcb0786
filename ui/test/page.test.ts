// The built report on a page, in a real browser. Run `npm run build` first.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { figures } from "../dev/figures.mjs";
import { chromium, Page } from "./browser";

const sample = new URL("../dist/sample.html", import.meta.url);
const whole = `div[data-figure-id]:not([data-figure-id=broken])`;
const count = (selector: string) => `document.querySelectorAll(${JSON.stringify(selector)}).length`;

// Where a check is left out, its name says why.
describe.skipIf(!chromium)(`a report page${chromium ? "" : " (skipped: Chromium is not installed)"}`, () => {
  let page: Page;
  const downloads = mkdtempSync(join(tmpdir(), "saddle-ui-"));

  beforeAll(async () => {
    const written = spawnSync("node", [fileURLToPath(new URL("../dev/sample.mjs", import.meta.url))], {
      encoding: "utf8",
    });
    expect(written.stderr).toBe("");
    page = await Page.open();
    await page.resize(1280, 900);
    await page.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
    await page.send("Page.navigate", { url: sample.href });
    await page.until(count("[data-drawn]"));
  });

  afterAll(async () => {
    await page.close();
    rmSync(downloads, { recursive: true, force: true });
  });

  it("draws what is near, and the rest when it is scrolled to", async () => {
    expect(await page.evaluate<number>(count("[data-drawn]"))).toBeLessThan(Object.keys(figures).length);
    await page.evaluate(`document.querySelector("[data-figure-id=cloud]").scrollIntoView()`);
    await page.until(count("[data-figure-id=cloud][data-drawn]"));
  });

  it("draws all figures before it is printed", async () => {
    const { data } = await page.send("Page.printToPDF", {});
    expect(Buffer.from(data, "base64").length).toBeGreaterThan(10_000);
    expect(await page.evaluate(count(`${whole}[data-drawn]`))).toBe(Object.keys(figures).length);
  });

  it("shows why a figure cannot be drawn, in its place", async () => {
    await page.until(count("[data-figure-id=broken][data-failed]"));
    expect(await page.evaluate(`document.querySelector("[data-figure-id=broken] [role=alert]").textContent`)).toContain(
      "pie",
    );
    expect(await page.evaluate<number>(count("[role=alert]"))).toBe(1);
  });

  it("follows a change between light and dark", async () => {
    const ink = `getComputedStyle(document.querySelector(".panel .xtitle")).fill`;
    await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "dark" }] });
    await page.until(`${ink} === "rgb(228, 232, 236)"`);
    await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "light" }] });
    await page.until(`${ink} === "rgb(29, 35, 41)"`);
  });

  it.each(["SVG", "PNG"])("saves a figure with all its panels as %s", async format => {
    const name = join(downloads, `phase-diagram.${format.toLowerCase()}`);
    await page.evaluate(
      `[...document.querySelectorAll("[data-figure-id=phase-diagram] button")]` +
        `.find(b => b.textContent === "${format}").click()`,
    );
    for (const end = Date.now() + 20_000; !existsSync(name) && Date.now() < end;) {
      await new Promise(done => setTimeout(done, 50));
    }
    const saved = readFileSync(name);
    if (format === "SVG") {
      expect(saved.toString().match(/<svg /g)?.length).toBeGreaterThan(figures["phase-diagram"].panels.length);
    } else {
      expect(saved.subarray(1, 4).toString()).toBe("PNG");
    }
  });

  it("fits a narrow page, where only tables scroll sideways", async () => {
    await page.resize(400, 800);
    await page.until(`document.documentElement.scrollWidth <= 400`);
    await page.until(
      `[...document.querySelectorAll(".panel .main-svg")].every(svg => svg.getBoundingClientRect().right <= 400)`,
    );
    expect(await page.evaluate(`(e => e.scrollWidth > e.clientWidth)(document.querySelector("nav.summary"))`)).toBe(
      true,
    );
  });

  it("asks the network for nothing", () => {
    expect(page.requests.filter(url => !/^(file|data|blob):/.test(url))).toEqual([]);
  });
});
