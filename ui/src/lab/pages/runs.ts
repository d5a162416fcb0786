// The runs of the runs folder: curves, samples over time, stop and resume.

import type { FigureView } from "../../view";
import type { Figure, Line } from "../../figure";
import { remember } from "../address";
import type { RunDetail, RunSummary, SeriesInfo } from "../api";
import { catalogue, get, post } from "../client";
import { button, copyable, h, select, short } from "../dom";
import { theme } from "../canvas";
import { clear, tell } from "../trouble";

const refresh = 2000;

class RunsPage {
  readonly #signal: AbortSignal;
  readonly #host: HTMLElement;
  readonly #list = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "runs" });
  readonly #body = h("div", { class: "runs" });
  readonly #picker = h("div", { class: "curves-head" });
  readonly #curves = h("div", { class: "figure" });
  readonly #details = h("div", {});
  #runs: readonly RunSummary[] = [];
  #shown: string[];
  #metric: string;
  #log: boolean;
  #smooth: number;
  #loaded = new Map<string, RunDetail>();
  #figure: FigureView | undefined;
  #sheet: number | undefined;

  constructor(host: HTMLElement, query: URLSearchParams, signal: AbortSignal, recipes: readonly string[]) {
    this.#host = host;
    this.#signal = signal;
    this.#shown = (query.get("runs") ?? "").split("|").filter(name => name !== "");
    this.#metric = query.get("metric") ?? "";
    this.#log = query.get("log") === "true";
    this.#smooth = Number(query.get("smooth") ?? "0");
    host.append(h("h1", {}, "Runs"), this.#begin(recipes), this.#list, this.#body);
    void this.#poll();
  }

  #begin(recipes: readonly string[]): HTMLElement {
    let recipe = recipes[0] ?? "";
    const steps = h("input", { type: "text", inputmode: "numeric", class: "number", placeholder: "as written", "aria-label": "updates" });
    return h("form", { class: "begin", onsubmit: (event: Event) => {
      event.preventDefault();
      void this.#act(async () => {
        const { name } = await post<{ name: string }>("api/runs", { recipe, ...(steps.value === "" ? {} : { steps: Number(steps.value) }) }, this.#signal);
        this.#shown = [name];
      });
    } }, select("Train", recipes.map(r => [r, r]), recipe, value => { recipe = value; }), h("label", { class: "field" }, h("span", {}, "updates"), steps), h("button", { type: "submit", class: "primary" }, "Train"));
  }

  async #act(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      clear(this.#host);
      await this.#refresh();
    } catch (error) {
      tell(this.#host, error, this.#signal);
    }
  }

  async #poll(): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#act(async () => undefined);
      await new Promise(done => setTimeout(done, refresh));
    }
  }

  async #refresh(): Promise<void> {
    const before = JSON.stringify(this.#runs);
    this.#runs = await get<RunSummary[]>("api/runs", this.#signal);
    const first = this.#runs.at(-1);
    if (this.#shown.length === 0 && first) {
      this.#shown = [first.name];
    }
    this.#shown = this.#shown.filter(name => this.#runs.some(r => r.name === name));
    if (before !== JSON.stringify(this.#runs) || this.#list.childElementCount === 0) {
      this.#tabulate();
    }
    await this.#load();
  }

  #tabulate(): void {
    if (this.#runs.length === 0) {
      this.#list.replaceChildren(h("p", { class: "note" }, "There is no run here yet. Train a recipe above, or copy a run's folder into the runs folder."));
      return;
    }
    this.#list.replaceChildren(h("table", {},
      h("thead", {}, h("tr", {}, ...["", "run", "state", "updates", "best figure", ""].map(t => h("th", { scope: "col" }, t)))),
      h("tbody", {}, ...this.#runs.map(run => this.#row(run)))));
  }

  #row(run: RunSummary): HTMLElement {
    const box = h("input", { type: "checkbox", checked: this.#shown.includes(run.name), "aria-label": `show ${run.name}`, onchange: () => {
      this.#shown = box.checked ? [...this.#shown, run.name] : this.#shown.filter(n => n !== run.name);
      void this.#act(async () => undefined);
    } });
    const path = `api/runs/${encodeURIComponent(run.name)}`;
    const act = run.training
      ? button("Stop", () => void this.#act(() => post(`${path}/stop`, {}, this.#signal)), { "aria-label": `stop ${run.name}` })
      : run.status !== "finished" ? button("Resume", () => void this.#act(() => post(`${path}/resume`, {}, this.#signal)), { "aria-label": `resume ${run.name}` }) : "";
    return h("tr", {},
      h("td", {}, box), h("td", {}, run.name), h("td", { "data-state": run.training ? "running" : run.status, title: run.reason ?? "" }, run.training ? "training" : run.status),
      h("td", { class: "number" }, `${run.step} of ${run.steps}`),
      h("td", {}, run.best === null ? "–" : `${run.best.metric} ${short(run.best.value)} after ${run.best.step}`), h("td", {}, act));
  }

  async #load(): Promise<void> {
    const wanted = this.#shown.filter(name => {
      const [known, now] = [this.#loaded.get(name)?.run, this.#runs.find(r => r.name === name)];
      return known === undefined || known.step !== now?.step || known.status !== now.status || now.training;
    });
    await Promise.all(wanted.map(async name => {
      this.#loaded.set(name, await get<RunDetail>(`api/runs/${encodeURIComponent(name)}`, this.#signal));
    }));
    const key = JSON.stringify([this.#shown, this.#metric, this.#log, this.#smooth, this.#shown.map(n => this.#loaded.get(n)?.run.step)]);
    if (this.#body.dataset["key"] !== key) {
      this.#body.dataset["key"] = key;
      await this.#draw();
    }
  }

  async #draw(): Promise<void> {
    const runs = this.#shown.map(name => this.#loaded.get(name)).filter((r): r is RunDetail => r !== undefined);
    const metrics = [...new Set(runs.flatMap(r => r.series.map(s => s.name)))];
    this.#metric = metrics.includes(this.#metric) ? this.#metric : (metrics.find(m => m.startsWith("loss/")) ?? metrics[0] ?? "");
    remember("runs", new URLSearchParams({ runs: this.#shown.join("|"), metric: this.#metric, log: String(this.#log), smooth: String(this.#smooth) }));
    if (runs.length === 0) {
      this.#body.replaceChildren();
      return;
    }
    if (!this.#picker.contains(document.activeElement)) {
      this.#head(metrics);
    }
    if (!this.#body.contains(this.#picker)) {
      this.#body.replaceChildren(this.#picker, this.#curves, this.#details);
    }
    if (metrics.length > 0) {
      const { FigureView } = await import("../../view");
      this.#figure ??= new FigureView(this.#curves, this.#curveFigure(runs));
      this.#figure.show(this.#curveFigure(runs));
      await this.#figure.draw(theme());
    }
    this.#detail(runs);
  }

  #head(metrics: readonly string[]): void {
    const again = () => void this.#act(async () => undefined);
    const log = h("input", { type: "checkbox", checked: this.#log, onchange: () => { this.#log = log.checked; again(); } });
    const smooth = h("input", { type: "range", min: 0, max: 0.99, step: 0.01, value: this.#smooth, oninput: () => { this.#smooth = Number(smooth.value); again(); } });
    this.#picker.replaceChildren(
      select("Figure", metrics.map(m => [m, m]), this.#metric, value => { this.#metric = value; again(); }),
      h("label", { class: "field" }, h("span", {}, "logarithmic"), log),
      h("label", { class: "field" }, h("span", {}, "smoothing"), smooth));
  }

  #curveFigure(runs: readonly RunDetail[]): Figure {
    const lines = runs.flatMap((run, i): Line[] => {
      const series = run.series.find(s => s.name === this.#metric);
      return series ? [{ kind: "line", name: run.run.name, x: series.steps, y: smoothed(series, this.#smooth), stroke: "solid", colour: i }] : [];
    });
    return { title: this.#metric, columns: 1, panels: [{ title: "", x: { title: "updates", log: false, equal: false }, y: { title: this.#metric, log: this.#log, equal: false }, traces: lines, rules: [] }] };
  }

  #detail(runs: readonly RunDetail[]): void {
    this.#details.replaceChildren(...runs.map(run => h("section", { class: "run" },
      h("h2", {}, run.run.name),
      run.run.reason !== null && h("p", { class: "trouble" }, run.run.reason),
      this.#sheets(run),
      copyable(`./saddle train --resume runs/${run.run.name}`),
      h("details", {}, h("summary", {}, "Configuration and versions"), h("pre", {}, run.configuration), h("p", { class: "note" }, Object.entries(run.versions).map(([k, v]) => `${k} ${v}`).join(", "))))));
  }

  #sheets(run: RunDetail): HTMLElement | string {
    if (run.samples.length === 0) {
      return h("p", { class: "note" }, "No samples yet.");
    }
    const place = Math.min(this.#sheet ?? run.samples.length - 1, run.samples.length - 1);
    const path = (i: number) => `api/runs/${encodeURIComponent(run.run.name)}/samples/${encodeURIComponent(run.samples[i] ?? "")}`;
    const label = h("output", { class: "count" });
    const picture = (run.samples[0] ?? "").endsWith(".png") ? h("img", { class: "sheet", alt: `samples of ${run.run.name}` }) : h("pre", {});
    const slider = h("input", { type: "range", min: 0, max: run.samples.length - 1, value: place, "aria-label": `samples of ${run.run.name} over time`, oninput: () => {
      this.#sheet = Number(slider.value);
      void show(this.#sheet);
    } });
    const show = async (i: number): Promise<void> => {
      label.textContent = `after ${Number((run.samples[i] ?? "").replaceAll(/\D/g, ""))} updates`;
      if (picture instanceof HTMLImageElement) {
        picture.src = path(i);
      } else {
        picture.textContent = await (await fetch(path(i), { signal: this.#signal })).text();
      }
    };
    void show(place).catch(error => tell(this.#host, error, this.#signal));
    return h("div", {}, h("div", { class: "player" }, slider, label), picture);
  }
}

/** An exponential average with its bias at the beginning taken out. */
function smoothed(series: SeriesInfo, decay: number): (number | null)[] {
  let [sum, weight] = [0, 0];
  return series.values.map(value => {
    if (value === null || decay === 0) {
      return value;
    }
    sum = decay * sum + (1 - decay) * value;
    weight = decay * weight + (1 - decay);
    return sum / weight;
  });
}

export async function open(host: HTMLElement, query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const { recipes, noTorch } = await catalogue();
  if (!signal.aborted) {
    new RunsPage(host, query, signal, recipes);
    if (noTorch !== null) {
      host.querySelector("h1")?.after(h("p", { class: "note" }, `Training needs libtorch: ${noTorch}`));
    }
  }
}
