// A page in headless Chromium, driven over its debugging pipe: enough for these tests without a library for it.

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** The first browser of these that is installed. */
export const chromium = [process.env["CHROMIUM"] ?? "chromium", "chromium-browser", "google-chrome"].find(
  name => spawnSync("sh", ["-c", `command -v "${name}"`]).status === 0,
);

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--remote-debugging-pipe",
];

type Message = Record<string, any>;

export class Page {
  readonly requests: string[] = [];
  readonly #waiting = new Map<number, (answer: Message) => void>();
  readonly #browser: ChildProcess;
  readonly #profile: string;
  #session: string | undefined;
  #id = 0;

  private constructor(browser: ChildProcess, profile: string) {
    this.#browser = browser;
    this.#profile = profile;
    let rest = "";
    (browser.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop() ?? "";
      messages.forEach(message => this.#receive(JSON.parse(message)));
    });
  }

  static async open(): Promise<Page> {
    const profile = mkdtempSync(join(tmpdir(), "saddle-ui-"));
    const browser = spawn(chromium ?? "chromium", [...flags, `--user-data-dir=${profile}`], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    const page = new Page(browser, profile);
    const { targetId } = await page.send("Target.createTarget", { url: "about:blank" });
    page.#session = (await page.send("Target.attachToTarget", { targetId, flatten: true }))["sessionId"];
    await page.send("Page.enable");
    await page.send("Network.enable");
    return page;
  }

  send(method: string, params: Message = {}): Promise<Message> {
    const id = ++this.#id;
    const message = { id, method, params, ...(this.#session ? { sessionId: this.#session } : {}) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, answer =>
        answer["error"] ? reject(new Error(`${method}: ${answer["error"].message}`)) : resolve(answer["result"]),
      );
      (this.#browser.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    });
  }

  /** What an expression, or the promise it gives, comes to. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value as T;
  }

  /** Waits until an expression holds. */
  async until(expression: string): Promise<void> {
    const end = Date.now() + 20_000;
    while (!(await this.evaluate(`Boolean(${expression})`))) {
      if (Date.now() > end) {
        throw new Error(`Waited in vain for ${expression}`);
      }
      await new Promise(done => setTimeout(done, 50));
    }
  }

  async resize(width: number, height: number): Promise<void> {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  }

  async close(): Promise<void> {
    const ended = new Promise(done => this.#browser.once("exit", done));
    this.#session = undefined;
    void this.send("Browser.close").catch(() => undefined);
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #receive(message: Message): void {
    if (message["method"] === "Network.requestWillBeSent") {
      this.requests.push(message["params"].request.url);
    }
    this.#waiting.get(message["id"])?.(message);
    this.#waiting.delete(message["id"]);
  }
}
