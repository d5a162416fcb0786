import type { Axis, Figure, Panel } from "../../figure";
import type { GameAnswer, GameInfo, SurfaceInfo } from "../api";
import { Chart, draggable, theme } from "../canvas";
import { h, perFrame, short } from "../dom";
import { Heat } from "../heat";
import { points } from "../saver";
import { last, type Restart, type Stage } from "./stage";

type Point = readonly [x: number, y: number, mass: number];

/** The discriminator's surface over the plane of the data, a plane a rule, with true and generated points on it. */
export class Surfaces implements Stage {
  readonly kind = "surface";
  readonly game: GameInfo;
  readonly element: HTMLElement;
  readonly #legend = h("p", { class: "legend" });
  readonly #planes = h("div", { class: "planes" });
  readonly #heat = new Heat();
  readonly #ask: (start: number[]) => void;
  #charts: Chart[] = [];
  #answer: GameAnswer | undefined;
  #frame = 0;
  #reach = 1;

  constructor(game: GameInfo, restart: Restart) {
    this.game = game;
    this.element = h("div", {}, this.#legend, this.#planes);
    this.#ask = perFrame((start: number[]) => restart(start));
  }

  take(answer: GameAnswer): void {
    this.#answer = answer;
    const { low, high, frames } = answer.surface as SurfaceInfo;
    // Full colour from twice the root mean square on: what a peak of the first updates leaves can be seen too.
    const all = frames.flatMap(run =>
      run.map(f => f.values.reduce<number>((sum, v) => sum + (v ?? 0) ** 2, 0) / f.values.length),
    );
    this.#reach = Math.max(
      1e-12,
      2 * Math.sqrt(all.reduce((sum, square) => sum + square, 0) / Math.max(1, all.length)),
    );
    this.#fit(answer.runs.length);
    this.#charts.forEach((chart, i) => {
      const run = answer.runs[i] as GameAnswer["runs"][number];
      chart.window = { x: [low[0] as number, high[0] as number], y: [low[1] as number, high[1] as number] };
      chart.describe(
        `${this.game.entry.name} under ${run.rule}: ` +
          `the discriminator's surface, true and generated points; ${run.measured.verdict}`,
      );
      chart.redraw();
    });
    const colours = theme();
    const entry = (name: string, colour: string) => h("span", { style: `--key: ${colour}` }, name);
    this.#legend.replaceChildren(
      entry("true points", colours.ink),
      ...answer.runs.map((run, i) => entry(`generated points, ${run.rule}`, colours.series[i] as string)),
      entry("where the discriminator says real", "#0072b299"),
      entry(`where it says generated; full colour from ±${short(this.#reach, 2)} on`, "#e69f0099"),
    );
  }

  show(frame: number): void {
    this.#frame = frame;
    this.#charts.forEach(chart => chart.paint());
  }

  figure(): Figure {
    const answer = this.#answer as GameAnswer;
    const surface = answer.surface as SurfaceInfo;
    const axis = (i: number): Axis => ({
      title: `coordinate ${i + 1}`,
      log: false,
      low: surface.low[i] ?? 0,
      high: surface.high[i] ?? 1,
      equal: i === 0,
    });
    const grid = (i: number) =>
      Array.from(
        { length: surface.side },
        (_, k) =>
          (surface.low[i] as number) +
          (((surface.high[i] as number) - (surface.low[i] as number)) * k) / (surface.side - 1),
      );
    const panels = answer.runs.map((run, i): Panel => {
      const at = last(answer, i, this.#frame);
      const frame = surface.frames[i]?.[at];
      const all = triples(frame?.points ?? []);
      return {
        title: `${run.rule}, update ${run.steps[at] ?? 0}`,
        x: axis(0),
        y: axis(1),
        rules: [],
        traces: [
          {
            kind: "heatmap",
            name: "discriminator",
            x: grid(0),
            y: grid(1),
            z: grid(1).map((_, r) => (frame?.values ?? []).slice(r * surface.side, (r + 1) * surface.side)),
            low: -this.#reach,
            high: this.#reach,
          },
          points(
            "true points",
            triples(surface.data).map(p => p[0]),
            triples(surface.data).map(p => p[1]),
          ),
          points(
            "generated points",
            all.map(p => p[0]),
            all.map(p => p[1]),
          ),
        ],
      };
    });
    return {
      title: `${this.game.entry.name}: the discriminator's surface`,
      columns: Math.min(2, panels.length),
      panels,
    };
  }

  close(): void {
    this.#charts.forEach(chart => chart.close());
  }

  #fit(count: number): void {
    if (this.#charts.length !== count) {
      this.close();
      this.#charts = Array.from({ length: count }, (_, i) => this.#chart(i));
      this.#planes.replaceChildren(...this.#charts.map(chart => chart.element));
    }
  }

  #chart(place: number): Chart {
    const chart = new Chart({ label: "", x: "coordinate 1", y: "coordinate 2", aspect: 1 }, () =>
      this.#draw(chart, place),
    );
    let held = 0;
    draggable(chart, {
      take: at => {
        held = this.#nearest(at);
      },
      move: ([x, y]) =>
        this.#ask(
          (this.#answer?.start ?? []).map((v, i) =>
            i === held ? Number(x.toPrecision(4)) : i === held + 1 ? Number(y.toPrecision(4)) : v,
          ),
        ),
    });
    return chart;
  }

  /** Where the generated point stands in the start that is nearest to a place. */
  #nearest([x, y]: readonly [number, number]): number {
    const start = this.#answer?.start ?? [];
    const count = triples(this.#answer?.surface?.frames[0]?.[0]?.points ?? []).length;
    const dimension = this.#answer?.surface?.dimension ?? 2;
    let best = 0;
    const far = (at: number) => Math.hypot((start[at] ?? 0) - x, (start[at + 1] ?? 0) - y);
    for (let at = 0; at < count * dimension; at += dimension) {
      best = far(at) < far(best) ? at : best;
    }
    return best;
  }

  #draw(chart: Chart, place: number): void {
    const answer = this.#answer;
    const surface = answer?.surface;
    const frame = answer && surface?.frames[place]?.[last(answer, place, this.#frame)];
    if (!surface || !frame) {
      return;
    }
    const colours = theme();
    this.#heat.paint(chart, frame.values, surface.side, v => Math.max(-1, Math.min(1, v / this.#reach)));
    for (const [x, y] of triples(surface.data)) {
      cross(chart, x, y, colours.ink);
    }
    for (const [x, y, mass] of triples(frame.points)) {
      chart.dot(x, y, 4 + 3 * Math.min(1, mass), colours.series[place] as string);
    }
  }
}

function triples(flat: readonly (number | null)[]): Point[] {
  return Array.from({ length: Math.floor(flat.length / 3) }, (_, i) => [
    flat[3 * i] ?? NaN,
    flat[3 * i + 1] ?? NaN,
    flat[3 * i + 2] ?? 0,
  ]);
}

function cross(chart: Chart, x: number, y: number, colour: string): void {
  const { pen } = chart;
  const [px, py] = [chart.x(x), chart.y(y)];
  pen.beginPath();
  pen.moveTo(px - 7, py);
  pen.lineTo(px + 7, py);
  pen.moveTo(px, py - 7);
  pen.lineTo(px, py + 7);
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.stroke();
}
