// One game under one or several rules: its picture, its eigenvalues, and what becomes of it.

import type { Figure } from "../../figure";
import { readSettings, remember, writeSettings } from "../address";
import type { Alternative, CatalogInfo, EntryInfo, GameAnswer, GameInfo, ScanAnswer } from "../api";
import { catalogue, gameOf, post } from "../client";
import { button, copyable, h, perFrame, select, short } from "../dom";
import { atRate, rates } from "../entries";
import { form, type Form } from "../form";
import { typeset } from "../maths";
import { Player } from "../player";
import { SpectrumChart, StepChart } from "../spectrum";
import { saver } from "../saver";
import { stageFor, type Stage } from "../stages";
import { clear, tell } from "../trouble";
import { verdict } from "../verdict";
import { theme } from "../canvas";

/** How many of the alternatives that converge are offered. */
const mostTries = 8;

interface Choice {
  rule: string;
  form: Form | undefined;
  settings: Record<string, string>;
}

class GamesPage {
  readonly #host: HTMLElement;
  readonly #signal: AbortSignal;
  readonly #known: CatalogInfo;
  readonly #controls = h("section", { class: "controls", "aria-label": "settings" });
  readonly #view = h("section", { class: "view" });
  readonly #verdicts = h("div", { class: "verdicts", "aria-live": "polite" });
  readonly #stageHost = h("div", { class: "stage" });
  readonly #player = new Player(frame => this.#show(frame));
  readonly #spectrum = new SpectrumChart();
  readonly #steps = new StepChart(eta => this.#takeStep(eta));
  readonly #pair = h("div", { class: "pair" });
  readonly #finding = h("p", { class: "finding", "aria-live": "polite" });
  readonly #commands = h("div", { class: "commands" });
  #game: GameInfo;
  #gameForm: Form | undefined;
  #choices: Choice[];
  #start: string | null;
  #count: string;
  #seed: string;
  #stage: Stage | undefined;
  #answer: GameAnswer | undefined;
  #alternatives: readonly Alternative[] = [];
  readonly #pictured: Promise<void>;
  #hasPicture!: () => void;
  #asking: AbortController | undefined;
  #scanning: AbortController | undefined;

  constructor(host: HTMLElement, query: URLSearchParams, signal: AbortSignal, known: CatalogInfo) {
    this.#host = host;
    this.#pictured = new Promise(done => {
      this.#hasPicture = () => requestAnimationFrame(() => setTimeout(done));
    });
    this.#signal = signal;
    this.#known = known;
    this.#game = gameOf(known, query.get("game"));
    const sets = (query.get("sets") ?? "").split("|");
    this.#choices = (query.get("rules") ?? this.#game.defaultRule)
      .split("|")
      .slice(0, known.usual.mostRules)
      .map((rule, i) => ({ rule, form: undefined, settings: readSettings(sets[i] ?? null) }));
    this.#start = query.get("start");
    this.#count = query.get("steps") ?? "600";
    this.#seed = query.get("seed") ?? "1";
    signal.addEventListener("abort", () => this.#close());
    host.append(
      h(
        "div",
        { class: "heading" },
        h("h1", {}, "Games"),
        h("p", { class: "note" }, "Drag the start in the picture. Space plays and pauses, the arrow keys step."),
      ),
      h("div", { class: "workbench" }, this.#controls, this.#view),
    );
    this.#view.append(
      this.#stageHost,
      saver("picture", () => this.#figure()),
      this.#player.element,
      this.#verdicts,
      this.#pair,
      this.#commands,
    );
    this.#pair.append(
      h(
        "figure",
        {},
        h("figcaption", {}, "Eigenvalues of one update, against the unit circle"),
        this.#spectrum.element,
        saver("eigenvalues", () => this.#spectrum.figure()),
      ),
      h(
        "figure",
        {},
        h("figcaption", {}, "Spectral radius against the learning rate of both players: click to take one"),
        this.#steps.element,
        saver("steps", () => this.#steps.figure()),
        this.#finding,
      ),
    );
    this.#pair.hidden = true; // until there is something to show
    this.#build(readSettings(query.get("set")));
  }

  #build(gameSettings: Record<string, string>): void {
    const { entry } = this.#game;
    const rerun = perFrame(() => void this.#run());
    this.#gameForm = form(entry, gameSettings, rerun);
    const equations = h("div", {
      class: "equations",
      tabindex: 0,
      role: "region",
      "aria-label": `equations of ${entry.name}`,
    });
    this.#typeset(equations, entry.equations);
    this.#controls.replaceChildren(
      select(
        "Game",
        this.#known.games.map(g => [g.entry.name, g.entry.name]),
        entry.name,
        name => this.#choose(name),
      ),
      h("p", { class: "note" }, `${entry.summary}. ${entry.source}.`),
      equations,
      this.#gameForm.element,
      ...this.#choices.map((choice, i) => this.#rule(choice, i, rerun)),
      this.#choices.length < this.#known.usual.mostRules ? button("Compare with another rule", () => this.#add()) : "",
      this.#number("updates", this.#count, value => {
        this.#count = value;
        rerun();
      }),
      this.#number("seed", this.#seed, value => {
        this.#seed = value;
        this.#start = null;
        rerun();
      }),
      this.#number(
        "start",
        this.#start ?? "",
        value => {
          this.#start = value === "" ? null : value;
          rerun();
        },
        `numbers separated by commas: ${this.#game.coordinates.slice(0, 8).join(", ")}; ` +
          "empty for one drawn with the seed",
      ),
      button("Draw another start", () => {
        this.#start = null;
        this.#seed = String(Number(this.#seed) + 1);
        this.#rebuild();
      }),
    );
    void this.#run();
  }

  /** After the first picture: compiling what sets equations would hold it up. */
  #typeset(host: HTMLElement, equations: string): void {
    void this.#pictured.then(() => typeset(host, equations)).catch(error => tell(this.#host, error, this.#signal));
  }

  #number(label: string, value: string, onchange: (value: string) => void, title = ""): HTMLElement {
    const input = h("input", { type: "text", class: "number", title, value, onchange: () => onchange(input.value) });
    return h("label", { class: "field" }, h("span", {}, label), input);
  }

  #rule(choice: Choice, place: number, rerun: () => void): HTMLElement {
    const entry = this.#entry(choice.rule);
    if (!entry) {
      throw new Error(`There is no rule '${choice.rule}'.`);
    }
    const own = choice.rule === this.#game.defaultRule ? this.#game.defaultRuleSettings : {};
    choice.form = form(
      { ...entry, parameters: entry.parameters.map(p => ({ ...p, default: own[p.name] ?? p.default })) },
      choice.settings,
      rerun,
    );
    const equations = h("div", {
      class: "equations",
      tabindex: 0,
      role: "region",
      "aria-label": `equations of ${entry.name}`,
    });
    this.#typeset(equations, entry.equations);
    return h(
      "section",
      { class: "rule", style: `--series: ${theme().series[place] ?? ""}` },
      select(
        `Rule ${this.#choices.length > 1 ? place + 1 : ""}`,
        this.#known.rules.map(r => [r.name, r.name]),
        choice.rule,
        name => {
          Object.assign(choice, { rule: name, settings: this.#shared(choice) });
          this.#rebuild();
        },
      ),
      h("details", {}, h("summary", {}, entry.summary), equations, h("p", { class: "note" }, entry.source)),
      choice.form.element,
      this.#choices.length > 1 &&
        button("Remove", () => {
          this.#choices.splice(place, 1);
          this.#rebuild();
        }),
    );
  }

  #entry(rule: string): EntryInfo | undefined {
    return this.#known.rules.find(r => r.name === rule);
  }

  /** The learning rates stay when the rule changes. */
  #shared(choice: Choice): Record<string, string> {
    const kept = rates(this.#entry(choice.rule));
    return Object.fromEntries(Object.entries(choice.form?.changed() ?? {}).filter(([name]) => kept.includes(name)));
  }

  #rebuild(): void {
    const settings = this.#gameForm?.changed() ?? {};
    for (const choice of this.#choices) {
      choice.settings =
        choice.form &&
        this.#known.rules
          .find(r => r.name === choice.rule)
          ?.parameters.some(p => p.name in (choice.form?.changed() ?? {})) &&
        Object.keys(choice.settings).length === 0
          ? choice.form.changed()
          : choice.settings;
    }
    this.#build(settings);
  }

  #choose(name: string): void {
    this.#game = gameOf(this.#known, name);
    this.#alternatives = [];
    this.#choices = [{ rule: this.#game.defaultRule, form: undefined, settings: {} }];
    this.#start = null;
    this.#build({});
  }

  #add(): void {
    this.#keep();
    const first = this.#choices[0] as Choice;
    const other = [...this.#alternatives.map(a => a.rule), ...this.#known.rules.map(r => r.name)];
    const rule = other.find(name => !this.#choices.some(c => c.rule === name)) ?? first.rule;
    this.#choices.push({ rule, form: undefined, settings: this.#shared(first) });
    this.#build(this.#gameForm?.changed() ?? {});
  }

  #keep(): void {
    for (const choice of this.#choices) {
      choice.settings = choice.form?.changed() ?? choice.settings;
    }
  }

  /** Settings of game and rule together; a name that both have says whose it is. */
  #settings(choice: Choice): Record<string, string> {
    const [ofGame, ofRule] = [this.#gameForm?.changed() ?? {}, choice.form?.changed() ?? {}];
    const rule = this.#known.rules.find(r => r.name === choice.rule);
    const both = (name: string) =>
      this.#game.entry.parameters.some(p => p.name === name) && rule?.parameters.some(p => p.name === name);
    return Object.fromEntries([
      ...Object.entries(ofGame).map(([n, v]) => [both(n) ? `game.${n}` : n, v]),
      ...Object.entries(ofRule).map(([n, v]) => [both(n) ? `rule.${n}` : n, v]),
    ]) as Record<string, string>;
  }

  #remember(): void {
    this.#keep();
    const query = new URLSearchParams({
      game: this.#game.entry.name,
      rules: this.#choices.map(c => c.rule).join("|"),
      steps: this.#count,
      seed: this.#seed,
    });
    const sets = this.#choices.map(c => writeSettings(c.settings)).join("|");
    const set = writeSettings(this.#gameForm?.changed() ?? {});
    for (const [name, value] of [
      ["sets", sets],
      ["set", set],
      ["start", this.#start ?? ""],
    ] as const) {
      if (value.replaceAll("|", "") !== "") {
        query.set(name, value);
      }
    }
    remember("games", query);
  }

  async #run(): Promise<void> {
    this.#remember();
    this.#asking?.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const answer = await post<GameAnswer>(
        "api/games/run",
        {
          game: this.#game.entry.name,
          rules: this.#choices.map(c => ({ rule: c.rule, settings: this.#settings(c) })),
          steps: Number(this.#count),
          seed: Number(this.#seed),
          ...(this.#start === null ? {} : { start: this.#start.split(",").map(Number) }),
        },
        signal,
      );
      clear(this.#view);
      this.#take(answer);
      void this.#scan();
    } catch (error) {
      tell(this.#view, error, AbortSignal.any([signal, this.#signal]));
    } finally {
      this.#hasPicture();
    }
  }

  #take(answer: GameAnswer): void {
    const before = this.#answer;
    this.#answer = answer;
    const stage = stageFor(answer);
    if (this.#stage?.kind !== stage.kind || this.#stage.game !== this.#game) {
      this.#stage?.close();
      this.#stage = stage.make(this.#game, start => {
        this.#start = start.join(",");
        void this.#run();
      });
      this.#stageHost.replaceChildren(this.#stage.element);
    }
    this.#stage.take(answer);
    this.#pair.hidden = answer.runs.every(run => run.eigenvalues.length === 0);
    this.#spectrum.take(answer);
    this.#player.take(answer.runs[0]?.steps ?? [0], before === undefined);
    this.#verdicts.replaceChildren(
      ...answer.runs.map((_, i) => verdict(answer, i)),
      answer.warning === null ? "" : h("p", { class: "note" }, `Note: ${answer.warning}.`),
    );
    this.#commands.replaceChildren(...answer.runs.map(run => copyable(run.command)));
  }

  #figure(): Figure {
    if (!this.#stage) {
      throw new Error("There is nothing to save yet.");
    }
    return this.#stage.figure();
  }

  #show(frame: number): void {
    this.#stage?.show(frame);
  }

  async #scan(): Promise<void> {
    this.#scanning?.abort();
    this.#scanning = new AbortController();
    const { signal } = this.#scanning;
    const first = this.#choices[0] as Choice;
    try {
      const scan = await post<ScanAnswer>(
        "api/games/steps",
        { game: this.#game.entry.name, rule: first.rule, settings: this.#settings(first) },
        signal,
      );
      const entry = this.#entry(first.rule);
      const [rate = ""] = rates(entry);
      const now = first.form?.changed()[rate] ?? entry?.parameters.find(p => p.name === rate)?.default;
      this.#alternatives = scan.alternatives;
      this.#steps.take(scan, Number(now));
      this.#finding.replaceChildren(...this.#answerToSteps(scan, first));
    } catch (error) {
      if (!signal.aborted) {
        this.#steps.take(undefined, NaN);
        this.#finding.replaceChildren(error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** Which learning rate makes it converge, in words, with what to try. */
  #answerToSteps(scan: ScanAnswer, choice: Choice): (Node | string)[] {
    if (scan.note !== null) {
      return [`Not drawn: ${scan.note}.`];
    }
    if (scan.radii.every(r => r === null)) {
      return [`There is no linearisation here: ${this.#answer?.runs[0]?.predicted.note ?? "no eigenvalues"}.`];
    }
    if (scan.converging !== null && scan.fastestEta !== null) {
      const [low, high] = scan.converging as [number, number];
      const [at, radius] = [scan.fastestEta, scan.fastestRadius];
      return [
        h(
          "strong",
          {},
          scan.openAbove
            ? `Learning rates from ${short(low, 2)} up converge`
            : `Learning rates ${scan.openBelow ? "" : `from ${short(low, 3)} `}up to about ${short(high, 3)} converge`,
        ),
        ` under ${choice.rule}, fastest at ${short(at, 3)} (radius ${short(radius)}). `,
        button(`Take ${short(at, 3)}`, () => this.#takeStep(at)),
      ];
    }
    const tries = scan.alternatives
      .filter(a => a.rule === choice.rule || this.#choices.length === 1)
      .slice(0, mostTries)
      .map(a => button(a.what, () => this.#try(a)));
    return [
      h("strong", {}, `No learning rate converges under ${choice.rule}`),
      ": the radius is nowhere below 1. ",
      ...(tries.length > 0 ? ["These converge: ", ...tries.flatMap((b, i) => [i > 0 ? " " : "", b])] : []),
    ];
  }

  /** Takes what converges in the place of the first rule, at the learning rate at which it does. */
  #try({ rule, settings, eta }: Alternative): void {
    this.#keep();
    const first = this.#choices[0] as Choice;
    const kept = rule === first.rule ? first.settings : {};
    Object.assign(first, { rule, settings: { ...kept, ...atRate(this.#entry(rule), eta) } });
    this.#build({ ...this.#gameForm?.changed(), ...settings });
  }

  #takeStep(eta: number): void {
    this.#keep();
    const first = this.#choices[0] as Choice;
    first.settings = { ...first.settings, ...atRate(this.#entry(first.rule), eta) };
    this.#build(this.#gameForm?.changed() ?? {});
  }

  #close(): void {
    this.#asking?.abort();
    this.#scanning?.abort();
    this.#player.close();
    this.#stage?.close();
    this.#spectrum.close();
    this.#steps.close();
  }
}

export async function open(host: HTMLElement, query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const known = await catalogue();
  if (!signal.aborted) {
    new GamesPage(host, query, signal, known);
  }
}
