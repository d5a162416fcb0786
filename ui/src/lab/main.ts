// The laboratory: which page is open is in the address, and each page is loaded when it is first opened.

import "../report.css";
import "./lab.css";
import { appearanceChoice, onAppearance } from "../appearance";
import { forgetToken, place } from "./address";
import { catalogue } from "./client";
import { h } from "./dom";
import { tell } from "./trouble";

/** Fills the page; what it asks for ends with the signal. */
export type Page = (host: HTMLElement, query: URLSearchParams, signal: AbortSignal) => void | Promise<void>;

const pages: Readonly<Record<string, readonly [title: string, load: () => Promise<{ open: Page }>]>> = {
  "": ["Start", () => import("./pages/start")],
  games: ["Games", () => import("./pages/games")],
  phase: ["Phase diagram", () => import("./pages/phase")],
  playground: ["Playground", () => import("./pages/playground")],
  runs: ["Runs", () => import("./pages/runs")],
  sweeps: ["Sweeps", () => import("./pages/sweeps")],
  claims: ["Claims", () => import("./pages/claims")],
};

forgetToken();
const host = document.querySelector("#page") as HTMLElement;
const menu = document.querySelector("#menu") as HTMLElement;
for (const [name, [title]] of Object.entries(pages)) {
  menu.append(h("a", { href: `#/${name}` }, title));
}

menu.after(appearanceChoice());

let leaving = new AbortController();

async function open(): Promise<void> {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const { page, query } = place();
  const known = pages[page] ?? pages[""];
  const [title, load] = known as NonNullable<typeof known>;
  for (const anchor of menu.children) {
    anchor.toggleAttribute("aria-current", anchor.getAttribute("href") === `#/${page}`);
  }
  document.title = page === "" ? "Saddle: the laboratory" : `${title} – Saddle`;
  try {
    const module = await load();
    if (!signal.aborted) {
      host.replaceChildren();
      host.className = `page-${page === "" ? "start" : page}`;
      await module.open(host, query, signal);
    }
  } catch (error) {
    tell(host, error, signal);
  }
}

// Asked for beside the page's own code: nearly every page begins with it. Who needs it is told what goes wrong.
void catalogue().catch(() => undefined);
addEventListener("hashchange", () => void open());
onAppearance(() => void open()); // a page is its address, so it comes back as it was
addEventListener("pagehide", () => leaving.abort());
void open();
