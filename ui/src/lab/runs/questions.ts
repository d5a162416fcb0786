// Questions to a run: what the doctor says of it, and what each probe measures. Answers are kept with the run.

import type { DiagnosisInfo, DoctorAnswer, EntryInfo, ProbeAnswer, RunDetail } from "../api";
import { post } from "../client";
import { button, copyable, h, short } from "../dom";
import { form } from "../form";
import { clear } from "../trouble";
import { Asking, answerInto } from "./asking";
import { draw } from "./drawn";

const limits = [10, 60, 300, 3600];

export class Questions {
  readonly doctor: HTMLElement;
  readonly probes: HTMLElement;
  readonly #path: string;
  readonly #answer = h("div", { class: "doctor", "aria-live": "polite" });
  readonly #asking: Asking;
  readonly #measuring: Asking;
  readonly #probes: readonly ProbeQuestion[];
  readonly #commands = h("div", { class: "commands" });
  #seconds = 60;

  constructor(run: string, probes: readonly EntryInfo[], signal: AbortSignal) {
    this.#path = `api/runs/${encodeURIComponent(run)}`;
    this.#asking = new Asking("Ask the doctor", signal, aborted => this.#askDoctor(aborted), { class: "primary" });
    this.#measuring = new Asking("Measure all", signal, aborted => this.#measure(this.#probes, aborted));
    this.#probes = probes.map(
      entry =>
        new ProbeQuestion(entry, probe => void this.#measuring.toggle(aborted => this.#measure([probe], aborted))),
    );
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
      h(
        "div",
        { class: "curves-head" },
        this.#asking.button,
        h("label", { class: "field" }, h("span", {}, "at most"), limit),
      ),
      this.#answer,
      this.#commands,
    );
    this.probes = h(
      "details",
      { class: "probes" },
      h("summary", {}, "Probes: what is measured on the last checkpoint"),
      h("p", {}, this.#measuring.button),
      ...this.#probes.map(p => p.element),
    );
  }

  /** Shows the answers that are kept with a run, but not over one that is being asked for. */
  take(run: Pick<RunDetail, "doctor" | "probes" | "commands"> & { readonly run: { readonly step: number } }): void {
    if (!this.#asking.isAsking && run.doctor !== null) {
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

  async #askDoctor(signal: AbortSignal): Promise<void> {
    await answerInto(this.#answer, "the doctor is looking ...", signal, async () => {
      const answer = await post<DoctorAnswer>(`${this.#path}/doctor`, { seconds: this.#seconds }, signal);
      this.#show(answer, answer.step);
    });
  }

  #show(answer: DoctorAnswer, now: number): void {
    const when = `asked after update ${answer.step}${answer.step < now ? `; the run is at ${now} now` : ""}`;
    this.#answer.replaceChildren(
      diagnosis(answer.diagnosis, "h3"),
      ...answer.also.map(d => diagnosis(d, "h4")),
      h("p", { class: "note" }, `${when}${answer.note === null ? "" : `. ${answer.note}`}`),
    );
  }

  async #measure(probes: readonly ProbeQuestion[], signal: AbortSignal): Promise<void> {
    for (const probe of probes) {
      if (!signal.aborted) {
        await probe.run(`${this.#path}/probes/${probe.entry.name}`, this.#seconds, signal);
      }
    }
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
    this.#shown = "";
    await answerInto(this.#answer, "measuring ...", signal, async () => {
      const answer = await post<ProbeAnswer>(path, { settings: this.#settings.changed(), seconds }, signal);
      this.take(answer, answer.step);
    });
    this.#button.textContent = "Measure";
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
      draw(plot, answer.figure);
    }
  }
}
