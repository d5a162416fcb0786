import type { Axis, Figure, Panel, Points } from "../../figure";
import type { PlaygroundEvent, PlaygroundFrame, PlaygroundRequest, PlaygroundTarget } from "../api";
import { Chart, spread, theme } from "../canvas";
import { stream } from "../client";
import { h, short } from "../dom";
import { Heat } from "../heat";
import { line, points, saver } from "../saver";
import { clear, tell } from "../trouble";

/** The entries of the losses that are kept, at most. */
const kept = 2000;

/** What a side asks of the page that it stands on. */
export interface Watching {
  shows(what: string): boolean;
  drawnByHand(): readonly number[];
  drawing(chart: Chart): void;
  pace(side: Side): Promise<void>;
}

/** One GAN: its picture, its losses and the stream that feeds them. */
export class Side {
  readonly element: HTMLElement;
  readonly #name: string;
  readonly #plane: Chart;
  readonly #losses: Chart;
  readonly #said = h("p", { class: "note said", role: "status" });
  readonly #page: Watching;
  #target: PlaygroundTarget | undefined;
  #now: PlaygroundFrame | undefined;
  #steps: number[] = [];
  #generator: (number | null)[] = [];
  #discriminator: (number | null)[] = [];
  readonly #heat = new Heat();
  #stop: AbortController | undefined;
  #running = false;

  constructor(page: Watching, name: string) {
    this.#page = page;
    this.#name = name;
    this.#plane = new Chart(
      { label: `${name}: real and generated points over the discriminator`, x: "", y: "", aspect: 1 },
      () => this.#draw(),
    );
    this.#losses = new Chart({ label: `${name}: losses`, x: "updates", y: "loss", aspect: 0.4 }, () => this.#curves());
    this.element = h(
      "section",
      { class: "gan", "aria-label": name },
      this.#plane.element,
      saver(name, () => this.figure()),
      this.#said,
      this.#losses.element,
    );
    page.drawing(this.#plane);
  }

  async run(asked: PlaygroundRequest, leaving: AbortSignal): Promise<void> {
    this.stop();
    this.#stop = new AbortController();
    const signal = AbortSignal.any([leaving, this.#stop.signal]);
    this.#target = undefined;
    [this.#steps, this.#generator, this.#discriminator] = [[], [], []];
    this.#now = undefined;
    this.#said.textContent = "starting ...";
    this.#running = true;
    try {
      for await (const { target, frame } of stream<PlaygroundEvent>("api/playground", asked, signal)) {
        if (signal.aborted) {
          return; // what was on the way when the next one began
        }
        clear(this.element);
        if (target) {
          this.#target = target;
          this.#plane.window = { x: [-target.reach, target.reach], y: [-target.reach, target.reach] };
          this.#plane.redraw();
        } else if (frame) {
          this.#take(frame);
          await this.#page.pace(this);
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#running = false;
        tell(this.element, error, signal);
      }
    }
  }

  /** The updates made; infinite where nothing runs that another would have to wait for. */
  get step(): number {
    return this.#running ? (this.#now?.step ?? 0) : Infinity;
  }

  stop(): void {
    this.#stop?.abort();
  }

  figure(): Figure {
    const [now, target] = [this.#now, this.#target];
    if (!now || !target) {
      throw new Error("There is nothing to save yet.");
    }
    const { reach, side, real } = target;
    const grid = Array.from({ length: side }, (_, i) => reach * ((2 * i) / (side - 1) - 1));
    const axis: Axis = { title: "", log: false, low: -reach, high: reach, equal: true };
    const pulled = this.#page.shows("pull") ? this.#pulled() : [];
    const plane: Panel = {
      title: `update ${now.step}`,
      x: axis,
      y: { ...axis, equal: false },
      rules: [],
      traces: [
        {
          kind: "heatmap",
          name: "discriminator's score",
          x: grid,
          y: grid,
          z: grid.map((_, r) => now.scores.slice(r * side, (r + 1) * side)),
        },
        ...traces("real", real, target.realClasses, target.classes),
        ...traces("generated", now.samples, now.classes, target.classes),
        ...(pulled.length === 0
          ? []
          : [
              {
                kind: "arrows" as const,
                name: "where samples are pulled",
                x: pulled.map(p => p[0]),
                y: pulled.map(p => p[1]),
                dx: pulled.map(p => p[2]),
                dy: pulled.map(p => p[3]),
              },
            ]),
      ],
    };
    const losses: Panel = {
      title: "losses",
      x: { title: "updates", log: false, equal: false },
      y: { title: "loss", log: false, equal: false },
      rules: [],
      traces: [
        line("generator", this.#steps, this.#generator),
        line("discriminator", this.#steps, this.#discriminator),
      ],
    };
    return { title: `Playground, ${this.#name}`, columns: 2, panels: [plane, losses] };
  }

  close(): void {
    this.stop();
    this.#plane.close();
    this.#losses.close();
  }

  #take(frame: PlaygroundFrame): void {
    this.#now = frame;
    if (this.#steps.length >= kept) {
      // Every second one: the whole course stays in sight, and memory does not grow.
      const thin = <T>(list: T[]) => list.filter((_, i) => i % 2 === 0);
      [this.#steps, this.#generator, this.#discriminator] = [
        thin(this.#steps),
        thin(this.#generator),
        thin(this.#discriminator),
      ];
    }
    this.#steps.push(frame.step);
    this.#generator.push(frame.generatorLoss);
    this.#discriminator.push(frame.discriminatorLoss);
    this.#losses.window = {
      x: [0, Math.max(1, frame.step)],
      y: spread([...this.#generator, ...this.#discriminator], 1e-3),
    };
    const modes =
      frame.modes === null || frame.modes === undefined
        ? ""
        : `, ${frame.covered} of ${frame.modes} modes, ${short(100 * (frame.near ?? 0), 3)} % of samples near one`;
    const asked =
      frame.nearestAsked === null || frame.nearestAsked === undefined
        ? ""
        : `, ${short(100 * frame.nearestAsked, 3)} % nearest to the mode of their class`;
    this.#said.textContent = `update ${frame.step}${modes}${asked}; ${short(frame.rate, 3)} updates a second`;
    this.#plane.redraw();
    this.#losses.redraw();
  }

  /** Scores about their mean, in spreads: how the scale maps them to -1 to 1. */
  #scale(): (score: number) => number {
    const known = (this.#now?.scores ?? []).filter((s): s is number => s !== null);
    const mean = known.reduce((sum, s) => sum + s, 0) / Math.max(1, known.length);
    const sd = Math.sqrt(known.reduce((sum, s) => sum + (s - mean) ** 2, 0) / Math.max(1, known.length)) || 1;
    return score => Math.tanh((score - mean) / (1.5 * sd));
  }

  #draw(): void {
    const chart = this.#plane;
    const colours = theme();
    if (this.#now) {
      this.#heat.paint(chart, this.#now.scores, this.#target?.side ?? 0, this.#scale());
    }
    const tints = tinted(this.#target?.classes.length ?? 0);
    dots(chart, this.#target?.real ?? [], [colours.ink], [], 1.4, 0.55);
    if (tints.length > 0) {
      dots(chart, this.#target?.real ?? [], tints, this.#target?.realClasses ?? [], 1.1, 1);
    }
    if (this.#now) {
      if (this.#page.shows("manifold")) {
        this.#mesh(colours.series[4] as string);
      }
      if (this.#page.shows("pull")) {
        this.#pulls(colours.ink);
      }
      if (tints.length > 0) {
        dots(chart, this.#now.samples, [colours.ink], [], 3, 0.95);
      }
      const own = tints.length > 0 ? tints : [colours.series[1] as string];
      dots(chart, this.#now.samples, own, this.#now.classes, 2.2, 0.95);
    }
    dots(chart, this.#page.drawnByHand(), [colours.series[2] as string], [], 4, 1);
  }

  /** Where every fourth sample is pulled: from x, y by dx, dy, the typical one a tenth of the picture long. */
  #pulled(): [x: number, y: number, dx: number, dy: number][] {
    const { samples, pull } = this.#now as PlaygroundFrame;
    const reach = this.#target?.reach ?? 1;
    const lengths = Float64Array.from({ length: pull.length / 2 }, (_, i) =>
      Math.hypot(pull[2 * i] ?? 0, pull[2 * i + 1] ?? 0),
    ).sort();
    const typical = lengths[Math.floor(lengths.length / 2)] || 1;
    const found: [number, number, number, number][] = [];
    for (let i = 0; i + 1 < samples.length; i += 8) {
      const [x, y, dx, dy] = [samples[i] ?? NaN, samples[i + 1] ?? NaN, pull[i] ?? 0, pull[i + 1] ?? 0];
      const length = Math.hypot(dx, dy);
      if (length > 0 && Number.isFinite(x + y)) {
        const scale = (0.12 * reach * Math.min(2, length / typical)) / length;
        found.push([x, y, dx * scale, dy * scale]);
      }
    }
    return found;
  }

  #pulls(colour: string): void {
    const { pen } = this.#plane;
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.7;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const [x, y, dx, dy] of this.#pulled()) {
      this.#plane.arrow(x, y, x + dx, y + dy);
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }

  #mesh(colour: string): void {
    const [points, side] = [this.#now?.manifold ?? [], this.#target?.lines ?? 0];
    const { pen } = this.#plane;
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.6;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const along of [(i: number, j: number) => i * side + j, (i: number, j: number) => j * side + i]) {
      for (let i = 0; i < side; i++) {
        for (let j = 0; j < side; j++) {
          const k = along(i, j);
          const [px, py] = [this.#plane.x(points[2 * k] ?? NaN), this.#plane.y(points[2 * k + 1] ?? NaN)];
          if (j === 0) {
            pen.moveTo(px, py);
          } else {
            pen.lineTo(px, py);
          }
        }
      }
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }

  #curves(): void {
    const colours = theme();
    this.#losses.line(this.#steps, this.#generator, colours.series[1] as string, 1.5);
    this.#losses.line(this.#steps, this.#discriminator, colours.series[0] as string, 1.5);
  }
}

/** Points as one trace, or as one a class. */
function traces(
  name: string,
  flat: readonly (number | null)[],
  classes: readonly number[],
  names: readonly string[],
): Points[] {
  const of = (k: number, odd: 0 | 1) =>
    flat.filter((_, i) => i % 2 === odd && (names.length === 0 || classes[Math.floor(i / 2)] === k));
  return names.length === 0
    ? [points(name, of(0, 0), of(0, 1))]
    : names.map((title, k) => points(`${name}, class ${title}`, of(k, 0), of(k, 1), k));
}

/** A colour a class, as far apart as so many can be. */
function tinted(classes: number): string[] {
  return Array.from({ length: classes }, (_, k) => `hsl(${Math.round((360 * k) / classes)} 75% ${k % 2 ? 62 : 45}%)`);
}

/** Dots in the colours of their classes; those that have none in the first. */
function dots(
  chart: Chart,
  points: readonly (number | null)[],
  tints: readonly string[],
  classes: readonly number[],
  radius: number,
  alpha: number,
): void {
  const { pen } = chart;
  pen.globalAlpha = alpha;
  tints.forEach((tint, k) => {
    pen.fillStyle = tint;
    pen.beginPath();
    for (let i = 0; i + 1 < points.length; i += 2) {
      const [x, y] = [points[i], points[i + 1]];
      if (typeof x === "number" && typeof y === "number" && (classes[i / 2] ?? 0) === k) {
        const [px, py] = [chart.x(x), chart.y(y)];
        pen.moveTo(px + radius, py);
        pen.arc(px, py, radius, 0, 2 * Math.PI);
      }
    }
    pen.fill();
  });
  pen.globalAlpha = 1;
}
