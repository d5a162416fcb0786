// Questions to a run: what the doctor says of it, and what each probe measures. Answers are kept with the run.

import type { Figure } from "../../figure";
import type { DiagnosisInfo, DoctorAnswer, EntryInfo, ProbeAnswer, RunDetail } from "../api";
import { theme } from "../canvas";
import { post } from "../client";
import { button, copyable, h, short } from "../dom";
import { form } from "../form";
import { clear, tell } from "../trouble";

const limits = [10, 60, 300, 3600];

export class Questions {
  readonly doctor: HTMLElement;
  readonly probes: HTMLElement;
  readonly #path: string;
  readonly #signal: AbortSignal;
  readonly #answer = h("div", { class: "doctor", "aria-live": "polite" });
  readonly #ask = button("Ask the doctor", () => void this.#askDoctor(), { class: "primary" });
  readonly #all: HTMLButtonElement;
  readonly #probes: readonly ProbeQuestion[];
  readonly #commands = h("div", { class: "commands" });
  #seconds = 60;
  #asking: AbortController | undefined;
  #measuring: AbortController | undefined;

  constructor(run: string, probes: readonly EntryInfo[], signal: AbortSignal) {
    this.#path = `api/runs/${encodeURIComponent(run)}`;
    this.#signal = signal;
    this.#probes = probes.map(entry => new ProbeQuestion(entry, probe => this.#measure([probe])));
    this.#all = button("Measure all", () => this.#measure(this.#probes));
    const limit = h(
      "select",
      {
        "aria-label": `seconds for a question to ${run}`,
        onchange: () => {
          this.#seconds = Number(limit.value);
        },
      },
      ...limits.map(s => h("option", { value: s }, s < 60 ? `${s} seconds` : s < 3600 ? `${s / 60} min` : "1 hour")),
    );
    limit.value = String(this.#seconds);
    this.doctor = h(
      "div",
      {},
      h("div", { class: "curves-head" }, this.#ask, h("label", { class: "field" }, h("span", {}, "at most"), limit)),
      this.#answer,
      this.#commands,
    );
    this.probes = h(
      "details",
      { class: "probes" },
      h("summary", {}, "Probes: what is measured on the last checkpoint"),
      h("p", {}, this.#all),
      ...this.#probes.map(p => p.element),
    );
  }

  /** Shows the answers that are kept with a run, but not over one that is being asked for. */
  take(run: Pick<RunDetail, "doctor" | "probes" | "commands"> & { readonly run: { readonly step: number } }): void {
    if (this.#asking === undefined && run.doctor !== null) {
      this.#show(run.doctor, run.run.step);
    }
    for (const probe of this.#probes) {
      const kept = run.probes.find(answer => answer.name === probe.entry.name);
      if (kept) {
        probe.take(kept, run.run.step);
      }
    }
    if (this.#commands.childElementCount === 0) {
      this.#commands.append(...run.commands.map(copyable));
    }
  }

  async #askDoctor(): Promise<void> {
    if (this.#asking) {
      this.#asking.abort();
      return;
    }
    this.#asking = new AbortController();
    const signal = AbortSignal.any([this.#asking.signal, this.#signal]);
    this.#ask.textContent = "Stop";
    this.#answer.replaceChildren(h("p", { class: "note" }, "the doctor is looking ..."));
    try {
      const answer = await post<DoctorAnswer>(`${this.#path}/doctor`, { seconds: this.#seconds }, signal);
      this.#show(answer, answer.step);
    } catch (error) {
      this.#answer.replaceChildren();
      tell(this.#answer, error, signal);
    } finally {
      this.#asking = undefined;
      this.#ask.textContent = "Ask the doctor";
    }
  }

  #show(answer: DoctorAnswer, now: number): void {
    const when = `asked after update ${answer.step}${answer.step < now ? `; the run is at ${now} now` : ""}`;
    this.#answer.replaceChildren(
      diagnosis(answer.diagnosis, "h3"),
      ...answer.also.map(d => diagnosis(d, "h4")),
      h("p", { class: "note" }, `${when}${answer.note === null ? "" : `. ${answer.note}`}`),
    );
  }

  #measure(probes: readonly ProbeQuestion[]): void {
    if (this.#measuring) {
      this.#measuring.abort();
      return;
    }
    this.#measuring = new AbortController();
    const signal = AbortSignal.any([this.#measuring.signal, this.#signal]);
    this.#all.textContent = "Stop";
    void (async () => {
      for (const probe of probes) {
        if (!signal.aborted) {
          await probe.run(`${this.#path}/probes/${probe.entry.name}`, this.#seconds, signal);
        }
      }
      this.#measuring = undefined;
      this.#all.textContent = "Measure all";
    })();
  }
}

/** A diagnosis, with its evidence and what to change. */
export function diagnosis({ name, summary, evidence, advice }: DiagnosisInfo, level: "h3" | "h4"): HTMLElement {
  return h(
    "section",
    { class: "diagnosis", "data-diagnosis": name },
    h(level, {}, name.replaceAll("-", " ")),
    h("p", {}, `${summary}.`),
    advice.length > 0 &&
      h(
        "ol",
        {},
        ...advice.map(a =>
          h(
            "li",
            {},
            a.change,
            h("span", { class: "note" }, ` because ${a.why} (${a.source})`),
            a.code.length > 0 && h("details", {}, h("summary", {}, "in PyTorch"), h("pre", {}, a.code.join("\n"))),
          ),
        ),
      ),
    figures(evidence, "Evidence"),
  );
}

function figures(values: Readonly<Record<string, null | number>>, title: string): HTMLElement | undefined {
  const entries = Object.entries(values);
  return entries.length === 0
    ? undefined
    : h(
        "details",
        {},
        h("summary", {}, title),
        h(
          "dl",
          { class: "settings" },
          ...entries.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, short(value, 5))]),
        ),
      );
}

/** One probe: its settings, a button, and its answer. */
class ProbeQuestion {
  readonly entry: EntryInfo;
  readonly element: HTMLElement;
  readonly #settings;
  readonly #button: HTMLButtonElement;
  readonly #answer = h("div", { "aria-live": "polite" });
  #shown = "";

  constructor(entry: EntryInfo, ask: (probe: ProbeQuestion) => void) {
    this.entry = entry;
    this.#settings = form(entry, {}, () => undefined);
    this.#button = button("Measure", () => ask(this), { "aria-label": `measure ${entry.name}` });
    this.element = h(
      "section",
      { class: "probe" },
      h("div", { class: "curves-head" }, h("h3", {}, entry.name), this.#button),
      h("p", { class: "note" }, `${entry.summary} (${entry.source})`),
      entry.parameters.length > 0 && h("details", {}, h("summary", {}, "Settings"), this.#settings.element),
      this.#answer,
    );
  }

  async run(path: string, seconds: number, signal: AbortSignal): Promise<void> {
    this.#button.textContent = "Stop";
    this.#answer.replaceChildren(h("p", { class: "note" }, "measuring ..."));
    this.#shown = "";
    try {
      const answer = await post<ProbeAnswer>(path, { settings: this.#settings.changed(), seconds }, signal);
      this.take(answer, answer.step);
    } catch (error) {
      this.#answer.replaceChildren();
      tell(this.#answer, error, signal);
    } finally {
      this.#button.textContent = "Measure";
    }
  }

  take(answer: ProbeAnswer, now: number): void {
    const key = JSON.stringify([answer, now]);
    if (key === this.#shown || (this.#button.textContent === "Stop" && now !== answer.step)) {
      return;
    }
    this.#shown = key;
    clear(this.#answer);
    const plot = h("div", { class: "figure", "data-figure-id": this.entry.name });
    const since = answer.step < now ? `; the run is at ${now} now` : "";
    const when = `after update ${answer.step}${since}, ${short(answer.seconds, 2)} s`;
    this.#answer.replaceChildren(
      h("p", {}, answer.finding ?? `Not asked: ${answer.note ?? "no reason was given"}.`),
      answer.figure === null ? "" : plot,
      figures(answer.figures, "Figures") ?? "",
      h("p", { class: "note" }, `${when}${answer.finding !== null && answer.note !== null ? `. ${answer.note}` : ""}`),
    );
    if (answer.figure !== null) {
      const figure = JSON.parse(answer.figure) as Figure;
      void import("../../view").then(({ FigureView }) => new FigureView(plot, figure).draw(theme()));
    }
  }
}
