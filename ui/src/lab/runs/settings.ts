// Which settings hold a run's networks: the question, the map with its edge, and what to take.

import type { ChosenInfo, EdgeInfo, RunDetail, SettingsAnswer } from "../api";
import { post } from "../client";
import { copyable, h, short } from "../dom";
import { clear } from "../trouble";
import { Asking, answerInto } from "./asking";
import { draw } from "./drawn";

const limits = [60, 300, 3600, 86400];

export class SettingsQuestion {
  readonly element: HTMLElement;
  readonly #run: string;
  readonly #asking: Asking;
  readonly #answer = h("div", { "aria-live": "polite" });
  readonly #x = h("input", { type: "text", placeholder: "eta-g=0.0001:0.1:13:log", size: 26 });
  readonly #y = h("input", { type: "text", placeholder: "ratio=0.25:16:7:log", size: 26 });
  readonly #updates = h("input", { type: "number", min: 20, value: 1000 });
  readonly #limit = h(
    "select",
    {},
    ...limits.map(s => h("option", { value: s }, s < 3600 ? `${s / 60} min` : `${s / 3600} h`)),
  );
  #shown = "";

  constructor(run: string, signal: AbortSignal) {
    this.#run = run;
    this.#asking = new Asking("Find them", signal, aborted => this.#askNow(aborted), {
      "aria-label": "find the settings that hold",
    });
    this.#limit.value = String(limits[1]);
    const field = (name: string, input: HTMLElement) => h("label", { class: "field" }, h("span", {}, name), input);
    this.element = h(
      "details",
      { class: "probes" },
      h("summary", {}, "Settings that hold: learning rates, their ratio, a penalty's weight"),
      h(
        "p",
        { class: "note" },
        "Predicted by the spectrum of one update at the last checkpoint, and tried by short runs from there. " +
          "NAME=LO:HI:N, or NAME=LO:HI:N:log, of eta, eta-g, eta-d, ratio or a penalty's weight; " +
          "empty for both rates around the present ones.",
      ),
      h(
        "div",
        { class: "curves-head" },
        field("along a row", this.#x),
        field("along a column", this.#y),
        field("updates", this.#updates),
        field("at most", this.#limit),
        this.#asking.button,
      ),
      this.#answer,
    );
  }

  /** Shows the answer that is kept with a run, but not over one that is being asked for. */
  take(run: RunDetail): void {
    if (!this.#asking.isAsking && run.settings !== null) {
      this.#show(run.settings, run.run.step);
    }
  }

  async #askNow(signal: AbortSignal): Promise<void> {
    this.#shown = "";
    await answerInto(this.#answer, "looking for the edge ...", signal, async () => {
      const answer = await post<SettingsAnswer>(
        `api/runs/${encodeURIComponent(this.#run)}/settings`,
        {
          x: this.#x.value,
          y: this.#y.value,
          updates: Number(this.#updates.value),
          seconds: Number(this.#limit.value),
        },
        signal,
      );
      this.#show(answer, answer.step);
    });
  }

  #show(answer: SettingsAnswer, now: number): void {
    const key = JSON.stringify([answer, now]);
    if (key === this.#shown) {
      return;
    }
    this.#shown = key;
    clear(this.#answer);
    const plot = h("div", { class: "figure", "data-figure-id": "settings" });
    const since = answer.step < now ? `; the run is at ${now} now` : "";
    const rest = answer.atRest ? "near rest" : "not near rest";
    this.#answer.replaceChildren(
      chosen("Present", answer.present) ?? "",
      chosen("Recommended", answer.recommended) ?? "",
      answer.figure === null ? "" : plot,
      edges(answer.edges) ?? "",
      h(
        "p",
        { class: "note" },
        `after update ${answer.step}${since}, ${rest}, for ${answer.updates} updates, ${short(answer.seconds, 2)} s` +
          (answer.note === null ? "" : `. ${answer.note}`),
      ),
    );
    if (answer.figure !== null) {
      draw(plot, answer.figure);
    }
  }
}

function chosen(name: string, settings: ChosenInfo | null): HTMLElement | undefined {
  if (settings === null) {
    return undefined;
  }
  const weights = Object.entries(settings.weights).map(([weight, value]) => `, ${weight} ${short(value)}`);
  return h(
    "section",
    { "data-settings": name.toLowerCase() },
    h(
      "p",
      {},
      h("strong", {}, `${name}: `),
      `eta-g ${short(settings.etaG)}, eta-d ${short(settings.etaD)}${weights.join("")}${stands(settings)}`,
    ),
    settings.why !== null && h("p", { class: "note" }, `because ${settings.why}`),
    settings.set.length > 0 && copyable(settings.set.map(s => `--set '${s}'`).join(" ")),
  );
}

function stands({ predicted, margin }: ChosenInfo): string {
  if (predicted === null) {
    return "";
  }
  if (predicted === "d") {
    return margin === null || margin === 0
      ? "; leaves, at any rates in this ratio"
      : `; leaves: both rates would have to be ${short(1 / margin)} times smaller`;
  }
  return margin === null
    ? "; holds, at any rates in this ratio"
    : `; holds: both rates can be ${short(margin)} times larger`;
}

function edges(all: readonly EdgeInfo[]): HTMLElement | undefined {
  const [first] = all;
  if (first === undefined) {
    return undefined;
  }
  const across = all.some(e => e.across !== null);
  return h(
    "details",
    {},
    h("summary", {}, `The edge of ${first.along}, ${all.filter(e => e.measured !== null).length} places measured`),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          across && h("th", { scope: "col" }, "line"),
          ...["holds", "predicted", "measured"].map(title => h("th", { scope: "col" }, title)),
        ),
      ),
      h(
        "tbody",
        {},
        ...all.map(e =>
          h(
            "tr",
            {},
            across && h("td", {}, short(e.across)),
            h("td", {}, e.holds),
            h("td", {}, short(e.predicted)),
            h("td", {}, short(e.measured)),
          ),
        ),
      ),
    ),
  );
}
