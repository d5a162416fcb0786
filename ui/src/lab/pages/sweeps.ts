// Sweeps of training runs: a map of settings, of which each seed is a mark that opens its run.

import { remember } from "../address";
import type { SweepInfo, SweepPointInfo, SweepRunInfo } from "../api";
import { get } from "../client";
import { h, select, short } from "../dom";
import { clear, tell } from "../trouble";

const refresh = 2000;
const well = new Set(["healthy", "no-failure-seen"]);
const unknown = new Set(["too-short", "unfinished", "cannot-tell"]); // nothing is known to be wrong
const marks: Readonly<Record<string, string>> = { healthy: "●", "no-failure-seen": "○", divergence: "×" };

class SweepsPage {
  readonly #host: HTMLElement;
  readonly #signal: AbortSignal;
  readonly #choice = h("div", { class: "begin" });
  readonly #body = h("div", { "aria-live": "polite" });
  #names: readonly string[] = [];
  #chosen: string;
  #shown = "";

  constructor(host: HTMLElement, query: URLSearchParams, signal: AbortSignal) {
    this.#host = host;
    this.#signal = signal;
    this.#chosen = query.get("sweep") ?? "";
    host.append(h("h1", {}, "Sweeps"), this.#choice, this.#body);
    void this.#poll();
  }

  async #poll(): Promise<void> {
    while (!this.#signal.aborted) {
      try {
        await this.#refresh();
        clear(this.#host);
      } catch (error) {
        tell(this.#host, error, this.#signal);
      }
      await new Promise(done => setTimeout(done, refresh));
    }
  }

  async #refresh(): Promise<void> {
    const names = await get<string[]>("api/sweeps", this.#signal);
    if (names.join() !== this.#names.join() || this.#choice.childElementCount === 0) {
      this.#names = names;
      this.#chosen = names.includes(this.#chosen) ? this.#chosen : (names.at(-1) ?? "");
      this.#choice.replaceChildren(
        names.length === 0
          ? h(
              "p",
              { class: "note" },
              "There is no sweep among the runs. Begin one: ./saddle sweep ring-of-eight " +
                "--grid rule.eta-g=1e-4,1e-3 --grid rule.eta-d=1e-4,1e-3 --seeds 1:3",
            )
          : select(
              "Sweep",
              names.map(name => [name, name]),
              this.#chosen,
              name => {
                this.#chosen = name;
                void this.#refresh().catch((error: unknown) => tell(this.#host, error, this.#signal));
              },
            ),
      );
    }
    if (this.#chosen === "") {
      return;
    }
    const sweep = await get<SweepInfo>(`api/sweeps/${encodeURIComponent(this.#chosen)}`, this.#signal);
    const key = JSON.stringify(sweep);
    if (key !== this.#shown) {
      this.#shown = key;
      remember("sweeps", new URLSearchParams({ sweep: sweep.name }));
      this.#body.replaceChildren(...picture(sweep));
    }
  }
}

function picture(sweep: SweepInfo): HTMLElement[] {
  const best = sweep.best === null ? undefined : sweep.points[sweep.best];
  const kinds = [...new Set(sweep.points.flatMap(p => p.runs.map(r => r.diagnosis)))].sort();
  return [
    h("p", {}, `${sweep.done} of ${sweep.runs} runs are done.`),
    ...(best
      ? [
          h("p", { "data-best": "" }, h("strong", {}, "Best: "), `${named(sweep, best)}: ${figure(sweep, best)}`),
          h("p", { class: "note" }, sweep.ties === null ? "" : `Of the best setting: ${sweep.ties}.`),
        ]
      : []),
    h(
      "p",
      { class: "legend" },
      ...kinds.map(kind => h("span", { "data-diagnosis": kind }, `${mark(kind)} ${kind.replaceAll("-", " ")}`)),
    ),
    ...sweep.predicted.map(sentence => h("p", { class: "note", "data-predicted": "" }, `${sentence}.`)),
    ...(sweep.points.some(point => point.leaves === true)
      ? [h("p", { class: "legend" }, h("span", { "data-leaves": "" }, "predicted to leave"))]
      : []),
    h("p", { class: "note" }, "Each mark is the run of one seed: press it to open the run."),
    ...(sweep.random || sweep.axes.length === 0 ? [list(sweep)] : maps(sweep)),
  ];
}

/** A table for each choice of the axes before the last two. */
function maps(sweep: SweepInfo): HTMLElement[] {
  const [across, down] = [sweep.axes.at(-1), sweep.axes.at(-2)];
  const [columns, rows] = [across?.values.length ?? 1, down?.values.length ?? 1];
  const found: HTMLElement[] = [];
  for (let from = 0; from < sweep.points.length; from += columns * rows) {
    const others = sweep.axes.slice(0, -2).map((axis, i) => `${axis.name}=${sweep.points[from]?.values[i] ?? ""}`);
    const caption = others.length === 0 ? "" : h("caption", {}, others.join(", "));
    found.push(
      scrolled(
        caption,
        [h("th", {}, down?.name ?? ""), ...(across?.values ?? []).map(v => h("th", { scope: "col" }, v))],
        Array.from({ length: rows }, (_, r) => [
          h("th", { scope: "row" }, down?.values[r] ?? ""),
          ...sweep.points
            .slice(from + r * columns, from + (r + 1) * columns)
            .map((point, c) => cell(sweep, point, from + r * columns + c === sweep.best)),
        ]),
        across?.name ?? "",
      ),
    );
  }
  return found;
}

/** Points that were drawn, the best first. */
function list(sweep: SweepInfo): HTMLElement {
  const sign = sweep.higherIsBetter ? -1 : 1;
  const order = sweep.points.map((point, i) => ({ point, i }));
  order.sort((a, b) => sign * ((a.point.value ?? sign * Infinity) - (b.point.value ?? sign * Infinity)) || a.i - b.i);
  return scrolled(
    "",
    [
      ...sweep.axes.map(axis => h("th", { scope: "col" }, axis.name)),
      h("th", { scope: "col" }, sweep.metric ?? "runs"),
    ],
    order.map(({ point, i }) => [...point.values.map(v => h("td", {}, v)), cell(sweep, point, i === sweep.best)]),
  );
}

function cell(sweep: SweepInfo, point: SweepPointInfo, isBest: boolean): HTMLElement {
  return h(
    "td",
    {
      class: "setting",
      title: named(sweep, point) + (point.leaves === true ? ": predicted to leave" : ""),
      ...(point.leaves === true ? { "data-leaves": "" } : {}),
      ...(point.diagnosis === null ? {} : { "data-kind": kind(point.diagnosis) }),
      ...(isBest ? { "data-best": "" } : {}),
    },
    h("div", {}, point.value === null ? "–" : short(point.value, 3)),
    h("div", {}, ...point.runs.map(run => opener(sweep, run))),
  );
}

function opener(sweep: SweepInfo, run: SweepRunInfo): HTMLElement {
  const said = run.value === null ? "" : `, ${sweep.metric} ${short(run.value)}`;
  const label = `seed ${run.seed}: ${run.diagnosis.replaceAll("-", " ")}${said}, after ${run.step} updates`;
  return h(
    "a",
    {
      href: `#/runs?${new URLSearchParams({ runs: run.name }).toString()}`,
      title: `${label}. ${run.summary}`,
      "aria-label": label,
      "data-diagnosis": run.diagnosis,
    },
    mark(run.diagnosis),
  );
}

function kind(diagnosis: string): string {
  return well.has(diagnosis) ? "well" : unknown.has(diagnosis) ? "unknown" : "ill";
}

/** A sign, or the first letters of the diagnosis's words. */
function mark(diagnosis: string): string {
  return marks[diagnosis] ?? diagnosis.replaceAll(/(\w)\w*-?/g, "$1");
}

function named(sweep: SweepInfo, point: SweepPointInfo): string {
  return sweep.axes.map((axis, i) => `${axis.name}=${point.values[i] ?? ""}`).join(", ");
}

function figure(sweep: SweepInfo, point: SweepPointInfo): string {
  const interval = point.low === null ? "" : ` (${short(point.low)} to ${short(point.high)})`;
  return `${sweep.metric ?? ""} ${short(point.value)}${interval} over ${point.runs.length} seeds`;
}

function scrolled(
  caption: HTMLElement | string,
  head: readonly HTMLElement[],
  rows: readonly (readonly HTMLElement[])[],
  across = "",
): HTMLElement {
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "settings" },
    h(
      "table",
      { class: "sweep" },
      caption,
      h(
        "thead",
        {},
        across !== "" && h("tr", {}, h("th", {}), h("th", { colspan: head.length - 1, scope: "colgroup" }, across)),
        h("tr", {}, ...head),
      ),
      h("tbody", {}, ...rows.map(row => h("tr", {}, ...row))),
    ),
  );
}

export function open(host: HTMLElement, query: URLSearchParams, signal: AbortSignal): void {
  new SweepsPage(host, query, signal);
}
