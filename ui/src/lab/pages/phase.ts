// The verdict over two settings, from coarse to fine; a click plays a cell.

import type { Figure, Panel } from "../../figure";
import { readSettings, remember, writeSettings } from "../address";
import type { AgreementInfo, CatalogInfo, EntryInfo, GameInfo, PhaseCell, PhasePart } from "../api";
import { CellView } from "../cell";
import { catalogue, gameOf, stream } from "../client";
import { button, copyable, h, select, short } from "../dom";
import { theme } from "../canvas";
import { meant, writtenOut } from "../entries";
import { form, type Form } from "../form";
import { PhaseMap, verdicts, type Grid } from "../phasemap";
import { classColours } from "../../theme";
import { line, saver } from "../saver";
import { clear, tell } from "../trouble";

interface Side {
  name: string;
  low: string;
  high: string;
  count: string;
  log: boolean;
}

class PhasePage {
  readonly #signal: AbortSignal;
  readonly #known: CatalogInfo;
  readonly #controls = h("section", { class: "controls", "aria-label": "settings" });
  readonly #view = h("section", { class: "view" });
  readonly #predicted = this.#map("predicted", cell => cell.predicted);
  readonly #measured = this.#map("measured", cell => cell.measured);
  readonly #progress = h("progress", { max: 1, value: 0, "aria-label": "share of the cells done" });
  readonly #said = h("p", { class: "note", role: "status" });
  readonly #command = h("div", { class: "commands" });
  readonly #cell: CellView;
  #game: GameInfo;
  #rule: string;
  #gameForm: Form | undefined;
  #ruleForm: Form | undefined;
  #x: Side;
  #y: Side;
  #steps: string;
  #seed: string;
  #cells: (PhaseCell | undefined)[] = [];
  #grid: Grid | undefined;
  #at: number | undefined;
  #asking: AbortController | undefined;

  constructor(host: HTMLElement, query: URLSearchParams, signal: AbortSignal, known: CatalogInfo) {
    this.#signal = signal;
    this.#known = known;
    this.#game = gameOf(known, query.get("game"));
    this.#rule = query.get("rule") ?? this.#game.defaultRule;
    [this.#x, this.#y] = [0, 1].map(i => readSide(query.get("xy"[i] as string) ?? (this.#game.axes[i] as string))) as [
      Side,
      Side,
    ];
    this.#steps = query.get("steps") ?? "500";
    this.#seed = query.get("seed") ?? "1";
    this.#cell = new CellView(signal);
    signal.addEventListener("abort", () => this.#close());
    host.append(h("h1", {}, "Phase diagram"), h("div", { class: "workbench" }, this.#controls, this.#view));
    this.#view.append(
      h(
        "p",
        { class: "legend" },
        ...verdicts.map((v, i) => h("span", { style: `--key: ${classColours(verdicts)[i] ?? ""}` }, v)),
        h("span", { style: `--key: ${theme().ink}` }, "closed-form boundary"),
      ),
      h(
        "div",
        { class: "maps" },
        h(
          "div",
          { class: "pair" },
          h("figure", {}, h("figcaption", {}, "Predicted, from the spectrum of each cell"), this.#predicted.element),
          h("figure", {}, h("figcaption", {}, "Measured, by running each cell"), this.#measured.element),
        ),
        this.#cell.element,
      ),
      saver("phase", () => this.#figure()),
      this.#progress,
      this.#said,
      this.#command,
    );
    const set = readSettings(query.get("set"));
    this.#build(set, set);
    void this.#run();
  }

  #build(ofGame: Record<string, string>, ofRule: Record<string, string>): void {
    const rule = this.#ruleEntry();
    const nothing = () => undefined;
    this.#gameForm = form(this.#game.entry, ofGame, nothing);
    this.#ruleForm = form(rule, ofRule, nothing);
    const names = [
      ...new Set([
        ...Object.keys(rule.shorthands),
        ...[...this.#game.entry.parameters, ...rule.parameters]
          .filter(p => ["number", "integer", "schedule"].includes(p.kind))
          .map(p => p.name),
      ]),
    ];
    this.#controls.replaceChildren(
      select(
        "Game",
        this.#known.games.map(g => [g.entry.name, g.entry.name]),
        this.#game.entry.name,
        name => {
          this.#game = gameOf(this.#known, name);
          this.#rule = this.#game.defaultRule;
          [this.#x, this.#y] = this.#game.axes.map(readSide) as [Side, Side];
          this.#build({}, {});
        },
      ),
      select(
        "Rule",
        this.#known.rules.map(r => [r.name, r.name]),
        this.#rule,
        name => {
          this.#rule = name;
          this.#build(this.#gameForm?.changed() ?? {}, {});
        },
      ),
      this.#side("horizontal", this.#x, names),
      this.#side("vertical", this.#y, names),
      text("updates a cell", this.#steps, value => {
        this.#steps = value;
      }),
      text("seed", this.#seed, value => {
        this.#seed = value;
      }),
      h(
        "p",
        {},
        button("Compute", () => void this.#run(), { class: "primary" }),
        " ",
        button("Stop", () => this.#asking?.abort()),
      ),
      h("details", {}, h("summary", {}, "All other settings"), this.#gameForm.element, this.#ruleForm.element),
    );
  }

  #side(label: string, side: Side, names: readonly string[]): HTMLElement {
    const log = h("input", {
      type: "checkbox",
      checked: side.log,
      onchange: () => {
        side.log = log.checked;
      },
    });
    return h(
      "fieldset",
      { class: "form" },
      h("legend", {}, `${label} axis`),
      select(
        "setting",
        names.map(n => [n, n]),
        side.name,
        name => {
          side.name = name;
        },
      ),
      text("from", side.low, v => {
        side.low = v;
      }),
      text("to", side.high, v => {
        side.high = v;
      }),
      text("values", side.count, v => {
        side.count = v;
      }),
      h("label", { class: "field" }, h("span", {}, "logarithmic"), log),
    );
  }

  #ruleEntry(): EntryInfo {
    const rule = this.#known.rules.find(r => r.name === this.#rule);
    if (!rule) {
      throw new Error(`There is no rule '${this.#rule}'.`);
    }
    return rule;
  }

  /** The settings that no axis sets. */
  #settings(): Record<string, string> {
    const rule = this.#ruleEntry();
    const set = [this.#x.name, this.#y.name].flatMap(name => [name, ...meant(rule, name)]);
    const left = (settings: Record<string, string>) =>
      Object.fromEntries(Object.entries(settings).filter(([name]) => !set.includes(name)));
    return { ...left(this.#gameForm?.changed() ?? {}), ...left(this.#ruleForm?.changed() ?? {}) };
  }

  #query(): URLSearchParams {
    return new URLSearchParams({
      game: this.#game.entry.name,
      rule: this.#rule,
      x: written(this.#x),
      y: written(this.#y),
      steps: this.#steps,
      seed: this.#seed,
      set: writeSettings(this.#settings()),
    });
  }

  async #run(): Promise<void> {
    remember("phase", this.#query());
    this.#asking?.abort();
    this.#asking = new AbortController();
    const signal = AbortSignal.any([this.#asking.signal, this.#signal]);
    this.#cells = [];
    this.#grid = undefined;
    this.#at = undefined;
    this.#cell.hide();
    this.#view.classList.remove("open");
    this.#said.textContent = "computing ...";
    const began = performance.now();
    try {
      const asked = {
        game: this.#game.entry.name,
        rule: this.#rule,
        settings: this.#settings(),
        x: written(this.#x),
        y: written(this.#y),
        steps: Number(this.#steps),
        seed: Number(this.#seed),
      };
      let agreement = "";
      for await (const part of stream<PhasePart>("api/phase", asked, signal)) {
        clear(this.#view);
        this.#take(part);
        agreement = part.agreement ? worded(part.agreement) : agreement;
      }
      const seconds = short((performance.now() - began) / 1000, 2);
      this.#said.textContent =
        `${this.#cells.length} cells of ${this.#steps} updates in ${seconds} s. ${agreement} ` +
        "Click a cell, or move with the arrow keys, to see it.";
    } catch (error) {
      this.#said.textContent = signal.aborted ? "stopped" : "";
      tell(this.#view, error, signal);
    }
  }

  #take(part: PhasePart): void {
    this.#progress.value = part.done;
    if (part.x !== null && part.y !== null) {
      this.#grid = {
        x: { name: this.#x.name, values: part.x, log: this.#x.log },
        y: { name: this.#y.name, values: part.y, log: this.#y.log },
        boundary: part.boundary,
      };
      this.#command.replaceChildren(copyable(part.command ?? ""));
      this.#predicted.take(this.#grid);
      this.#measured.take(this.#grid);
    }
    const [columns, rows] = [this.#grid?.x.values.length ?? 1, this.#grid?.y.values.length ?? 1];
    for (const cell of part.cells) {
      const [column, row] = [cell.cell % columns, Math.floor(cell.cell / columns)];
      for (let r = row; r < Math.min(row + cell.size, rows); r++) {
        for (let c = column; c < Math.min(column + cell.size, columns); c++) {
          this.#cells[r * columns + c] = cell;
        }
      }
    }
    this.#draw();
  }

  #figure(): Figure {
    if (!this.#grid) {
      throw new Error("There is nothing to save yet.");
    }
    const { x, y, boundary } = this.#grid;
    const panel = (title: string, verdict: (cell: PhaseCell) => string | null): Panel => ({
      title,
      x: { title: x.name, log: x.log, equal: false },
      y: { title: y.name, log: y.log, equal: false },
      rules: [],
      traces: [
        {
          kind: "heatmap",
          name: title,
          x: x.values,
          y: y.values,
          z: y.values.map((_, r) =>
            x.values.map((_, c) => {
              const cell = this.#cells[r * x.values.length + c];
              const place = cell ? verdicts.indexOf(verdict(cell) as (typeof verdicts)[number]) : -1;
              return place < 0 ? null : place;
            }),
          ),
          low: 0,
          high: verdicts.length - 1,
          categories: verdicts,
        },
        ...(boundary && boundary.x.length > 0 ? [line("closed-form boundary", boundary.x, boundary.y)] : []),
      ],
    });
    return {
      title: `${this.#game.entry.name} under ${this.#rule}: verdicts after ${this.#steps} updates`,
      columns: 2,
      panels: [panel("predicted", c => c.predicted), panel("measured", c => c.measured)],
    };
  }

  #map(name: string, verdict: (cell: PhaseCell) => string | null): PhaseMap {
    return new PhaseMap(
      name,
      verdict,
      place => this.#choose(place),
      event => this.#move(event),
    );
  }

  #move(event: KeyboardEvent): void {
    const columns = this.#grid?.x.values.length ?? 1;
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: columns, ArrowDown: -columns }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      this.#choose(Math.max(0, Math.min((this.#at ?? 0) + by, this.#cells.length - 1)));
    }
  }

  #choose(place: number): void {
    const cell = this.#cells[place];
    if (!this.#grid || !cell) {
      return;
    }
    this.#at = place;
    const { x, y } = this.#grid;
    const values = {
      [x.name]: x.values[place % x.values.length] as number,
      [y.name]: y.values[Math.floor(place / x.values.length)] as number,
    };
    const all = writtenOut(this.#ruleEntry(), {
      ...this.#settings(),
      ...Object.fromEntries(Object.entries(values).map(([n, v]) => [n, String(v)])),
    });
    const ofGame = this.#game.entry.parameters.map(p => p.name);
    const pick = (mine: boolean) =>
      Object.fromEntries(Object.entries(all).filter(([n]) => ofGame.includes(n) === mine));
    this.#view.classList.add("open");
    void this.#cell.show(
      {
        game: this.#game,
        rule: this.#rule,
        place: values,
        ofGame: pick(true),
        ofRule: pick(false),
        steps: this.#steps,
        seed: this.#seed,
      },
      cell,
    );
    this.#draw();
  }

  #draw(): void {
    for (const map of [this.#predicted, this.#measured]) {
      map.show(this.#cells, this.#at);
    }
  }

  #close(): void {
    this.#asking?.abort();
    this.#predicted.close();
    this.#measured.close();
    this.#cell.close();
  }
}

function worded({ clear, share, isPredicted }: AgreementInfo): string {
  if (share === null) {
    return isPredicted ? "No cell is clear of every boundary." : "There is no linearisation here.";
  }
  return (
    `Prediction and measurement agree in ${short(100 * share, 3)} % of the ${clear} cells ` +
    "that are clear of every boundary."
  );
}

function text(label: string, value: string, onchange: (value: string) => void): HTMLElement {
  const input = h("input", {
    type: "text",
    inputmode: "decimal",
    class: "number",
    value,
    onchange: () => onchange(input.value),
  });
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

export async function open(host: HTMLElement, query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const known = await catalogue();
  if (!signal.aborted) {
    new PhasePage(host, query, signal, known);
  }
}
