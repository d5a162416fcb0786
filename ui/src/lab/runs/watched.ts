// A watched script: its figures as they come, its samples, what is wrong with it, and questions to its networks.

import type { FigureView } from "../../view";
import type { AttemptInfo, EntryInfo, ScriptFindingInfo, WatchedDetail, WatchedFigures } from "../api";
import { theme } from "../canvas";
import { get } from "../client";
import { h, select } from "../dom";
import { clear, tell } from "../trouble";
import { Growing } from "./growing";
import { diagnosis, Questions } from "./questions";
import { figureOf } from "./rounds";

type Part = "findings" | "word" | "choosers";

export class Watched {
  readonly element: HTMLElement;
  readonly #path: string;
  readonly #signal: AbortSignal;
  readonly #about = h("p", { class: "note" });
  readonly #troubles = h("div", {});
  readonly #findings = h("div", { class: "script-findings" });
  readonly #word = h("div", { class: "doctor", "aria-live": "polite" });
  readonly #choosers = h("div", { class: "curves-head" });
  readonly #plot: HTMLElement;
  readonly #sheets: Sheets;
  readonly #questions: Questions;
  readonly #growing = new Map<string, Growing>();
  #figure: FigureView | undefined;
  #chosen: string | undefined; // none: the last attempt, and new ones as they come
  #beside: string | undefined; // none: the one before it
  readonly #keys: Record<Part, string> = { findings: "", word: "", choosers: "" };

  constructor(name: string, probes: readonly EntryInfo[], signal: AbortSignal) {
    this.#path = `api/watched/${encodeURIComponent(name)}`;
    this.#signal = signal;
    this.#plot = h("div", { class: "figure", "data-figure-id": `rounds-${name}` });
    this.#sheets = new Sheets(name);
    this.#questions = new Questions(name, probes, signal);
    this.element = h(
      "section",
      { class: "run watched", "data-watched": name },
      h("h2", {}, name),
      this.#about,
      this.#troubles,
      this.#findings,
      this.#word,
      this.#choosers,
      this.#plot,
      h("div", { class: "run-parts" }, this.#sheets.element, this.#questions.doctor),
      this.#questions.probes,
    );
  }

  /** Asks for what has come since, and shows it. */
  async refresh(): Promise<void> {
    try {
      const detail = await get<WatchedDetail>(this.#path, this.#signal);
      const { shown, beside } = this.#attempts(detail);
      const problems = await Promise.all([shown, beside].map(attempt => this.#load(attempt)));
      this.#describe(detail, shown, problems.flat());
      this.#choose(detail, shown, beside);
      await this.#draw(shown, beside);
    } catch (error) {
      tell(this.#troubles, error, this.#signal);
    }
  }

  #attempts({ attempts }: WatchedDetail): { shown: AttemptInfo | undefined; beside: AttemptInfo | undefined } {
    const shown = attempts.find(a => a.name === this.#chosen) ?? attempts.at(-1);
    const before = attempts[attempts.findIndex(a => a === shown) - 1];
    return { shown, beside: this.#beside === undefined ? before : attempts.find(a => a.name === this.#beside) };
  }

  /** What has come of an attempt, unless all of it is known; what of it cannot be read. */
  async #load(attempt: AttemptInfo | undefined): Promise<readonly string[]> {
    if (attempt === undefined) {
      return [];
    }
    const known = this.#growing.get(attempt.name) ?? new Growing();
    this.#growing.set(attempt.name, known);
    const figures = await get<WatchedFigures>(`${this.#path}/${attempt.name}/figures?${known.query}`, this.#signal);
    known.take(figures);
    return figures.troubles;
  }

  #describe(detail: WatchedDetail, shown: AttemptInfo | undefined, problems: readonly string[]): void {
    const { run } = detail;
    const step = Math.max(shown?.step ?? 0, this.#growing.get(shown?.name ?? "")?.step ?? 0);
    this.#about.textContent =
      shown === undefined
        ? run.script
        : [
            `${run.script}, attempt ${shown.name}: ${shown.status} after ${step} rounds, ${duration(shown.seconds)}`,
            ...shown.players,
          ].join("; ");
    clear(this.#troubles);
    this.#troubles.replaceChildren(
      ...[shown?.reason ?? null, ...detail.troubles, ...problems]
        .filter((text, i, all) => text !== null && all.indexOf(text) === i)
        .map(text => h("p", { class: "trouble" }, text as string)),
      ...(shown?.told ?? []).map(text => h("p", { class: "note" }, `not told apart: ${text}`)),
    );
    this.#replace("findings", this.#findings, shown?.findings ?? [], findings => findings.map(finding));
    this.#replace("word", this.#word, shown?.word ?? null, word =>
      word === null
        ? []
        : [h("p", { class: "note" }, "The doctor's present word, from the curves alone:"), diagnosis(word, "h3")],
    );
    this.#sheets.take(`${this.#path}/${shown?.name ?? ""}`, shown);
    this.#questions.take({ doctor: detail.doctor, probes: detail.probes, commands: detail.commands, run: { step } });
  }

  /** Makes a part anew where it is another one: what somebody has opened in it stays open. */
  #replace<T>(key: Part, part: HTMLElement, value: T, make: (value: T) => readonly Node[]): void {
    const text = JSON.stringify(value);
    if (this.#keys[key] !== text) {
      this.#keys[key] = text;
      part.replaceChildren(...make(value));
    }
  }

  #choose({ attempts }: WatchedDetail, shown: AttemptInfo | undefined, beside: AttemptInfo | undefined): void {
    const names = attempts.map(a => a.name);
    const drawn =
      beside === undefined || beside === shown
        ? `attempt ${shown?.name} of ${names.length} is drawn`
        : `attempt ${shown?.name} of ${names.length} is drawn in full lines, ${beside.name} dashed`;
    this.#replace("choosers", this.#choosers, [names, this.#chosen, this.#beside, drawn], () =>
      names.length < 2
        ? []
        : [
            select("Attempt", [["", "the last"], ...names.map(n => [n, n] as const)], this.#chosen ?? "", name =>
              this.#take(() => (this.#chosen = name === "" ? undefined : name)),
            ),
            select(
              "Beside it, dashed",
              [["", "the one before"], ["none", "none"], ...names.map(n => [n, n] as const)],
              this.#beside ?? "",
              name => this.#take(() => (this.#beside = name === "" ? undefined : name)),
            ),
            h("span", { class: "note" }, `${drawn}; the doctor and probes look at the last`),
          ],
    );
  }

  #take(change: () => void): void {
    change();
    void this.refresh();
  }

  async #draw(shown: AttemptInfo | undefined, beside: AttemptInfo | undefined): Promise<void> {
    const of = (attempt: AttemptInfo | undefined) => {
      const growing = this.#growing.get(attempt?.name ?? "");
      return attempt && growing ? { name: attempt.name, rounds: growing.rounds, layers: growing.layers } : undefined;
    };
    const now = of(shown);
    if (now === undefined) {
      return;
    }
    const key = [shown, beside].map(a => `${a?.name} ${this.#growing.get(a?.name ?? "")?.step}`).join();
    if (this.#plot.dataset["key"] !== key) {
      const { FigureView } = await import("../../view");
      const figure = figureOf(now, beside === shown ? undefined : of(beside));
      this.#figure ??= new FigureView(this.#plot, figure);
      this.#figure.show(figure);
      await this.#figure.draw(theme());
      this.#plot.dataset["key"] = key;
    }
  }
}

/** Samples over time: what was generated, and what was real then. */
class Sheets {
  readonly element = h("div", {});
  readonly #slider: HTMLInputElement;
  readonly #count = h("output", { class: "count" });
  readonly #generated: HTMLImageElement;
  readonly #real: HTMLImageElement;
  #path = "";
  #steps: readonly number[] = [];
  #chosen: number | undefined; // none: the last, and new ones as they come

  constructor(name: string) {
    this.#generated = h("img", { class: "sheet", alt: `generated samples of ${name}` });
    this.#real = h("img", { class: "sheet", alt: `real samples of ${name}` });
    this.#slider = h("input", {
      type: "range",
      min: 0,
      "aria-label": `samples of ${name} over time`,
      oninput: () => {
        this.#chosen = this.#steps[Number(this.#slider.value)];
        this.#show();
      },
    });
  }

  take(path: string, attempt: AttemptInfo | undefined): void {
    const steps = attempt?.samples ?? [];
    if (steps.length === 0) {
      this.element.replaceChildren(h("p", { class: "note" }, "No samples yet."));
      this.#steps = [];
    } else if (path !== this.#path || steps.join() !== this.#steps.join()) {
      this.#path = path;
      this.#steps = steps;
      this.#slider.max = String(steps.length - 1);
      const sheets = attempt?.arePoints
        ? [captioned(this.#generated, "generated, over real ones in grey")]
        : [captioned(this.#generated, "generated"), captioned(this.#real, "real, as they are fed")];
      this.element.replaceChildren(
        h("div", { class: "player" }, steps.length > 1 && this.#slider, this.#count),
        h("div", { class: "sheets" }, ...sheets),
      );
      this.#show();
    }
  }

  #show(): void {
    const place = this.#chosen === undefined ? -1 : this.#steps.indexOf(this.#chosen);
    const step = this.#steps.at(place) as number;
    this.#slider.value = String(place < 0 ? this.#steps.length - 1 : place);
    this.#count.textContent = `round ${step}`;
    this.#generated.src = `${this.#path}/samples/${step}`;
    this.#real.src = `${this.#path}/samples/${step}?real=true`;
  }
}

function captioned(image: HTMLImageElement, caption: string): HTMLElement {
  return h("figure", {}, image, h("figcaption", { class: "note" }, caption));
}

function finding({ name, player, kind, evidence, remedy }: ScriptFindingInfo): HTMLElement {
  const whose = player === null ? "" : ` (${player})`;
  return h(
    "section",
    { class: "script-finding", "data-finding": name, "data-kind": kind },
    h("h3", {}, `${kind}: ${name.replaceAll("-", " ")}${whose}`),
    h("p", {}, `${evidence}.`),
    h("pre", {}, remedy.join("\n")),
  );
}

function duration(seconds: number): string {
  const [h, m, s] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor) as [number, number, number];
  return h > 0 ? `${h} h ${m} min` : m > 0 ? `${m} min ${s} s` : `${s} s`;
}
