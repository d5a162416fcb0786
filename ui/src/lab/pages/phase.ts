// The verdict over two settings, from coarse to fine; a click plays a cell.

import { readSettings, remember, link, writeSettings } from "../address";
import type { CatalogueInfo, GameInfo, PhaseCell, PhasePart } from "../api";
import { catalogue, stream } from "../client";
import { button, copyable, h, select, short } from "../dom";
import { Chart, theme } from "../canvas";
import { form, type Form } from "../form";
import { classColours } from "../../theme";
import { clear, tell } from "../trouble";

const verdicts = ["converges", "oscillates", "diverges", "stalls"] as const;

interface Side {
  name: string;
  low: string;
  high: string;
  count: string;
  log: boolean;
}

class PhasePage {
  readonly #signal: AbortSignal;
  readonly #known: CatalogueInfo;
  readonly #controls = h("section", { class: "controls", "aria-label": "settings" });
  readonly #view = h("section", { class: "view" });
  readonly #predicted = this.#map("predicted", cell => cell.predicted);
  readonly #measured = this.#map("measured", cell => cell.measured);
  readonly #progress = h("progress", { max: 1, value: 0, "aria-label": "share of the cells done" });
  readonly #said = h("p", { class: "note", role: "status" });
  readonly #command = h("div", { class: "commands" });
  readonly #chosen = h("div", { class: "chosen", "aria-live": "polite" });
  #game: GameInfo;
  #rule: string;
  #gameForm: Form | undefined;
  #ruleForm: Form | undefined;
  #x: Side;
  #y: Side;
  #steps: string;
  #cells: (PhaseCell | undefined)[] = [];
  #first: PhasePart | undefined;
  #at = 0;
  #asking: AbortController | undefined;

  constructor(host: HTMLElement, query: URLSearchParams, signal: AbortSignal, known: CatalogueInfo) {
    this.#signal = signal;
    this.#known = known;
    this.#game = known.games.find(g => g.entry.name === query.get("game")) ?? (known.games.find(g => g.entry.name === "dirac-gan") as GameInfo);
    this.#rule = query.get("rule") ?? this.#game.defaultRule;
    this.#x = readSide(query.get("x") ?? "eta=0.02:2:48");
    this.#y = readSide(query.get("y") ?? "gamma=0:4:48");
    this.#steps = query.get("steps") ?? "500";
    signal.addEventListener("abort", () => this.#close());
    host.append(
      h("h1", {}, "Phase diagram"),
      h("div", { class: "workbench" }, this.#controls, this.#view));
    this.#view.append(
      h("p", { class: "legend" }, ...verdicts.map((v, i) => h("span", { style: `--key: ${classColours(verdicts)[i] ?? ""}` }, v)), h("span", { style: `--key: ${theme().ink}` }, "closed-form boundary")),
      h("div", { class: "pair" },
        h("figure", {}, h("figcaption", {}, "Predicted, from the spectrum of each cell"), this.#predicted.element),
        h("figure", {}, h("figcaption", {}, "Measured, by running each cell"), this.#measured.element)),
      this.#progress, this.#said, this.#chosen, this.#command);
    const set = readSettings(query.get("set"));
    this.#build(set, set);
    void this.#run();
  }

  #build(ofGame: Record<string, string>, ofRule: Record<string, string>): void {
    const rule = this.#known.rules.find(r => r.name === this.#rule);
    if (!rule) {
      throw new Error(`There is no rule '${this.#rule}'.`);
    }
    const nothing = () => undefined;
    this.#gameForm = form(this.#game.entry, ofGame, nothing);
    this.#ruleForm = form(rule, ofRule, nothing);
    const names = ["eta", ...this.#game.entry.parameters, ...rule.parameters].map(p => (typeof p === "string" ? p : ["number", "integer", "schedule"].includes(p.kind) ? p.name : "")).filter((name, i, all) => name !== "" && all.indexOf(name) === i);
    this.#controls.replaceChildren(
      select("Game", this.#known.games.map(g => [g.entry.name, g.entry.name]), this.#game.entry.name, name => {
        this.#game = this.#known.games.find(g => g.entry.name === name) as GameInfo;
        this.#rule = this.#game.defaultRule;
        const other = this.#game.entry.parameters.find(p => p.kind === "number" && p.name !== "noise");
        this.#x = { name: "eta-g", low: "0.02", high: "2", count: "48", log: false };
        this.#y = other ? { name: other.name, low: String(other.min ?? 0), high: "4", count: "48", log: false } : { ...this.#x, name: "eta-d" };
        this.#build({}, {});
      }),
      select("Rule", this.#known.rules.map(r => [r.name, r.name]), this.#rule, name => {
        this.#rule = name;
        this.#build(this.#gameForm?.changed() ?? {}, {});
      }),
      this.#side("horizontal", this.#x, names), this.#side("vertical", this.#y, names),
      text("updates a cell", this.#steps, value => { this.#steps = value; }),
      h("p", {}, button("Compute", () => void this.#run(), { class: "primary" }), " ", button("Stop", () => this.#asking?.abort())),
      h("details", {}, h("summary", {}, "All other settings"), this.#gameForm.element, this.#ruleForm.element));
  }

  #side(label: string, side: Side, names: readonly string[]): HTMLElement {
    const log = h("input", { type: "checkbox", checked: side.log, onchange: () => { side.log = log.checked; } });
    return h("fieldset", { class: "form" }, h("legend", {}, `${label} axis`),
      select("setting", names.map(n => [n, n]), side.name, name => { side.name = name; }),
      text("from", side.low, v => { side.low = v; }), text("to", side.high, v => { side.high = v; }), text("values", side.count, v => { side.count = v; }),
      h("label", { class: "field" }, h("span", {}, "logarithmic"), log));
  }

  #settings(): Record<string, string> {
    const left = (settings: Record<string, string>) => Object.fromEntries(Object.entries(settings).filter(([n]) => ![this.#x.name, this.#y.name].includes(n) && !(n.startsWith("eta-") && [this.#x.name, this.#y.name].includes("eta"))));
    return { ...left(this.#gameForm?.changed() ?? {}), ...left(this.#ruleForm?.changed() ?? {}) };
  }

  #query(): URLSearchParams {
    return new URLSearchParams({ game: this.#game.entry.name, rule: this.#rule, x: written(this.#x), y: written(this.#y), steps: this.#steps, set: writeSettings(this.#settings()) });
  }

  async #run(): Promise<void> {
    remember("phase", this.#query());
    this.#asking?.abort();
    this.#asking = new AbortController();
    const signal = AbortSignal.any([this.#asking.signal, this.#signal]);
    this.#cells = [];
    this.#first = undefined;
    this.#said.textContent = "computing ...";
    const began = performance.now();
    try {
      const asked = { game: this.#game.entry.name, rule: this.#rule, settings: this.#settings(), x: written(this.#x), y: written(this.#y), steps: Number(this.#steps), seed: 1 };
      for await (const part of stream<PhasePart>("api/phase", asked, signal)) {
        clear(this.#view);
        this.#take(part);
      }
      this.#said.textContent = `${this.#cells.length} cells of ${this.#steps} updates in ${short((performance.now() - began) / 1000, 2)} s. ${this.#agreement()} Click a cell, or move with the arrow keys, to see it.`;
    } catch (error) {
      this.#said.textContent = signal.aborted ? "stopped" : "";
      tell(this.#view, error, signal);
    }
  }

  #take(part: PhasePart): void {
    this.#progress.value = part.done;
    if (part.x !== null && part.y !== null) {
      this.#first = part;
      this.#command.replaceChildren(copyable(part.command ?? ""));
      for (const chart of [this.#predicted, this.#measured]) {
        chart.window = { x: ends(part.x, this.#x.log), y: ends(part.y, this.#y.log) };
        chart.axes({ x: this.#x.name, y: this.#y.name, logX: this.#x.log, logY: this.#y.log });
      }
    }
    const [columns, rows] = [this.#first?.x?.length ?? 1, this.#first?.y?.length ?? 1];
    for (const cell of part.cells) {
      const [column, row] = [cell.cell % columns, Math.floor(cell.cell / columns)];
      for (let r = row; r < Math.min(row + cell.size, rows); r++) {
        for (let c = column; c < Math.min(column + cell.size, columns); c++) {
          this.#cells[r * columns + c] = cell;
        }
      }
    }
    this.#predicted.redraw();
    this.#measured.redraw();
  }

  #agreement(): string {
    const told = this.#cells.filter((c): c is PhaseCell => c !== undefined && c.predicted !== null);
    const agree = told.filter(c => c.predicted === c.measured).length;
    return told.length === 0 ? "There is no linearisation here." : `Prediction and measurement agree in ${short((100 * agree) / told.length, 3)} % of them.`;
  }

  #map(name: string, verdict: (cell: PhaseCell) => string | null): Chart {
    const chart = new Chart({ label: `phase diagram, ${name}`, x: "", y: "", aspect: 0.85 }, () => this.#draw(chart, verdict));
    chart.element.tabIndex = 0;
    chart.element.classList.add("cells");
    chart.element.addEventListener("click", event => this.#choose(chart.at(event)));
    chart.element.addEventListener("keydown", event => this.#move(event));
    return chart;
  }

  #draw(chart: Chart, verdict: (cell: PhaseCell) => string | null): void {
    const { x, y, boundary } = this.#first ?? {};
    if (!x || !y) {
      return;
    }
    const colours = classColours(verdicts);
    const [xs, ys] = [edges(x, this.#x.log).map(v => chart.x(v)), edges(y, this.#y.log).map(v => chart.y(v))];
    this.#cells.forEach((cell, i) => {
      const [c, r] = [i % x.length, Math.floor(i / x.length)];
      const colour = cell && colours[verdicts.indexOf(verdict(cell) as (typeof verdicts)[number])];
      if (colour) {
        chart.pen.fillStyle = colour;
        chart.pen.fillRect(xs[c] as number, ys[r + 1] as number, (xs[c + 1] as number) - (xs[c] as number) + 0.6, (ys[r] as number) - (ys[r + 1] as number) + 0.6);
      }
    });
    if (boundary) {
      chart.line(boundary.x as number[], boundary.y, theme().surface, 4);
      chart.line(boundary.x as number[], boundary.y, theme().ink, 2);
    }
    const [c, r] = [this.#at % x.length, Math.floor(this.#at / x.length)];
    if (this.#chosen.childElementCount > 0) {
      chart.pen.strokeStyle = theme().ink;
      chart.pen.lineWidth = 2;
      chart.pen.strokeRect((xs[c] as number) - 1, (ys[r + 1] as number) - 1, (xs[c + 1] as number) - (xs[c] as number) + 2, (ys[r] as number) - (ys[r + 1] as number) + 2);
    }
  }

  #choose([px, py]: [number, number]): void {
    const { x, y } = this.#first ?? {};
    if (x && y) {
      this.#show(nearest(y, py, this.#y.log) * x.length + nearest(x, px, this.#x.log));
    }
  }

  #move(event: KeyboardEvent): void {
    const columns = this.#first?.x?.length ?? 1;
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: columns, ArrowDown: -columns }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      this.#show(Math.max(0, Math.min(this.#at + by, this.#cells.length - 1)));
    }
  }

  #show(place: number): void {
    const { x, y } = this.#first ?? {};
    const cell = this.#cells[place];
    if (!x || !y || !cell) {
      return;
    }
    this.#at = place;
    const values = { [this.#x.name]: String(x[place % x.length]), [this.#y.name]: String(y[Math.floor(place / x.length)]) };
    const all: Record<string, string> = { ...this.#settings(), ...values };
    if (all["eta"] !== undefined) {
      Object.assign(all, { "eta-g": all["eta"], "eta-d": all["eta"] });
      delete all["eta"];
    }
    const ofGame = this.#game.entry.parameters.map(p => p.name);
    const pick = (mine: boolean) => writeSettings(Object.fromEntries(Object.entries(all).filter(([n]) => ofGame.includes(n) === mine)));
    const address = link("games", { game: this.#game.entry.name, rules: this.#rule, set: pick(true), sets: pick(false), steps: this.#steps });
    this.#chosen.replaceChildren(
      h("p", {},
        h("strong", {}, Object.entries(values).map(([n, v]) => `${n} = ${short(Number(v))}`).join(", ")),
        `: predicted ${cell.predicted ?? "nothing"}${cell.radius === null ? "" : ` (radius ${short(cell.radius, 6)})`}, measured ${cell.measured}. `,
        h("a", { href: address }, "See its trajectory and spectrum")));
    this.#predicted.redraw();
    this.#measured.redraw();
  }

  #close(): void {
    this.#asking?.abort();
    this.#predicted.close();
    this.#measured.close();
  }
}

function text(label: string, value: string, onchange: (value: string) => void): HTMLElement {
  const input = h("input", { type: "text", inputmode: "decimal", class: "number", value, onchange: () => onchange(input.value) });
  return h("label", { class: "field" }, h("span", {}, label), input);
}

function readSide(side: string): Side {
  const [name = "", values = ""] = side.split("=");
  const [low = "0", high = "1", count = "32", log] = values.split(":");
  return { name, low, high, count, log: log === "log" };
}

function written({ name, low, high, count, log }: Side): string {
  return `${name}=${low}:${high}:${count}${log ? ":log" : ""}`;
}

/** Where cells begin and end, from their middles. */
function edges(values: readonly number[], log: boolean): number[] {
  const [to, from] = log ? [Math.log, Math.exp] : [(v: number) => v, (v: number) => v];
  const scaled = values.map(to);
  const half = scaled.length > 1 ? ((scaled[1] as number) - (scaled[0] as number)) / 2 : 0.5;
  return [...scaled.map(v => from(v - half)), from((scaled.at(-1) as number) + half)];
}

function ends(values: readonly number[], log: boolean): [number, number] {
  const all = edges(values, log);
  return [all[0] as number, all.at(-1) as number];
}

function nearest(values: readonly number[], value: number, log: boolean): number {
  const all = edges(values, log);
  const found = all.findIndex(edge => edge > value) - 1;
  return found < 0 ? (value < (all[0] as number) ? 0 : values.length - 1) : found;
}

export async function open(host: HTMLElement, query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const known = await catalogue();
  if (!signal.aborted) {
    new PhasePage(host, query, signal, known);
  }
}
