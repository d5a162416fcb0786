// A figure of several runs over their updates: which one, on which axis, how smooth.

import type { Figure, Line } from "../../figure";
import type { FigureView } from "../../view";
import type { RunDetail, SeriesInfo } from "../api";
import { theme } from "../canvas";
import { h, select } from "../dom";

export class Curves {
  readonly element: HTMLElement;
  readonly #head = h("div", { class: "curves-head" });
  readonly #plot = h("div", { class: "figure", "data-figure-id": "curves" });
  readonly #changed: () => void;
  #metric: string;
  #log: boolean;
  #smooth: number;
  #figure: FigureView | undefined;

  constructor(query: URLSearchParams, changed: () => void) {
    this.#metric = query.get("metric") ?? "";
    this.#log = query.get("log") === "true";
    this.#smooth = Number(query.get("smooth") ?? "0");
    this.#changed = changed;
    this.element = h("div", {}, this.#head, this.#plot);
  }

  /** What the address must hold. */
  get state(): Record<string, string> {
    return { metric: this.#metric, log: String(this.#log), smooth: String(this.#smooth) };
  }

  async show(runs: readonly RunDetail[]): Promise<void> {
    const metrics = [...new Set(runs.flatMap(r => r.series.map(s => s.name)))];
    this.#metric = metrics.includes(this.#metric)
      ? this.#metric
      : (metrics.find(m => m.startsWith("loss/")) ?? metrics[0] ?? "");
    if (!this.#head.contains(document.activeElement)) {
      this.#choose(metrics);
    }
    if (metrics.length > 0) {
      const { FigureView } = await import("../../view");
      const figure = this.#figureOf(runs);
      this.#figure ??= new FigureView(this.#plot, figure);
      this.#figure.show(figure);
      await this.#figure.draw(theme());
    }
  }

  #choose(metrics: readonly string[]): void {
    const log = h("input", {
      type: "checkbox",
      checked: this.#log,
      onchange: () => {
        this.#log = log.checked;
        this.#changed();
      },
    });
    const smooth = h("input", {
      type: "range",
      min: 0,
      max: 0.99,
      step: 0.01,
      value: this.#smooth,
      oninput: () => {
        this.#smooth = Number(smooth.value);
        this.#changed();
      },
    });
    this.#head.replaceChildren(
      select(
        "Figure",
        metrics.map(m => [m, m]),
        this.#metric,
        value => {
          this.#metric = value;
          this.#changed();
        },
      ),
      h("label", { class: "field" }, h("span", {}, "logarithmic"), log),
      h("label", { class: "field" }, h("span", {}, "smoothing"), smooth),
    );
  }

  #figureOf(runs: readonly RunDetail[]): Figure {
    const traces = runs.flatMap((run, i): Line[] => {
      const series = run.series.find(s => s.name === this.#metric);
      return series
        ? [
            {
              kind: "line",
              name: run.run.name,
              x: series.steps,
              y: smoothed(series, this.#smooth),
              stroke: "solid",
              colour: i,
            },
          ]
        : [];
    });
    const y = { title: this.#metric, log: this.#log, equal: false };
    return {
      title: this.#metric,
      columns: 1,
      panels: [{ title: "", x: { title: "updates", log: false, equal: false }, y, traces, rules: [] }],
    };
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
