// What a game looks like: a portrait in the plane, a picture over a line, or else the distance from the target.

import type { GameAnswer, GameInfo, PictureInfo } from "./api";
import { Chart, spread, theme } from "./canvas";
import { h, perFrame, short } from "./dom";

export interface Stage {
  readonly element: HTMLElement;
  readonly kind: string;
  readonly game: GameInfo;
  take(answer: GameAnswer): void;
  show(frame: number): void;
  close(): void;
}

type Restart = (start: number[]) => void;

export function stageFor(answer: GameAnswer, _game: GameInfo): { kind: string; make(game: GameInfo, restart: Restart): Stage } {
  return answer.plane !== null ? { kind: "plane", make: (g, r) => new Plane(g, r) }
    : answer.scene !== null ? { kind: "scene", make: (g, r) => new Scene(g, r) }
    : { kind: "distance", make: g => new Distance(g) };
}

function last(answer: GameAnswer, run: number, frame: number): number {
  return Math.min(frame, (answer.runs[run]?.steps.length ?? 1) - 1);
}

/** The phase portrait: the direction of both players, trajectories, start and equilibrium. */
class Plane implements Stage {
  readonly kind = "plane";
  readonly game: GameInfo;
  readonly #chart: Chart;
  #answer: GameAnswer | undefined;
  #frame = 0;
  #dragged: [number, number] | undefined;

  constructor(game: GameInfo, restart: Restart) {
    this.game = game;
    this.#chart = new Chart({ label: "phase portrait", x: game.coordinates[0] ?? "", y: game.coordinates[1] ?? "", aspect: 1 }, () => this.#draw());
    const ask = perFrame((x: number, y: number) => restart([x, y].map(v => Number(v.toPrecision(4)))));
    const { element } = this.#chart;
    element.classList.add("draggable");
    element.tabIndex = 0;
    element.addEventListener("pointerdown", event => {
      element.setPointerCapture(event.pointerId);
      this.#dragged = this.#chart.at(event);
      ask(...this.#dragged);
    });
    element.addEventListener("pointermove", event => {
      if (this.#dragged) {
        this.#dragged = this.#chart.at(event);
        ask(...this.#dragged);
      }
    });
    const end = () => {
      this.#dragged = undefined;
      this.#fit();
    };
    element.addEventListener("pointerup", end);
    element.addEventListener("pointercancel", end);
  }

  get element(): HTMLElement {
    return this.#chart.element;
  }

  take(answer: GameAnswer): void {
    this.#answer = answer;
    if (!this.#dragged) {
      this.#fit();
    }
    this.#chart.describe(`phase portrait: the equilibrium is a ${answer.plane?.type ?? ""}; ${answer.runs.map(r => `${r.rule} ${r.measured.verdict}`).join("; ")}`);
    this.#chart.redraw();
  }

  show(frame: number): void {
    this.#frame = frame;
    this.#chart.paint();
  }

  close(): void {
    this.#chart.close();
  }

  /** The window stays while the start is dragged: it would run away under the hand. */
  #fit(): void {
    const plane = this.#answer?.plane;
    if (plane) {
      this.#chart.window = { x: [plane.low[0] as number, plane.high[0] as number], y: [plane.low[1] as number, plane.high[1] as number] };
      this.#chart.redraw();
    }
  }

  #draw(): void {
    const answer = this.#answer;
    if (!answer?.plane) {
      return;
    }
    const chart = this.#chart;
    const colours = theme();
    this.#arrows(answer.plane.field, colours.muted);
    answer.runs.forEach((run, i) => {
      const end = last(answer, i, this.#frame);
      const colour = colours.series[i] as string;
      const path = run.states.slice(0, end + 1);
      chart.line(path.map(s => s[0] ?? NaN), path.map(s => (s[0] === null ? null : (s[1] ?? null))), colour, 1.75);
      const [x, y] = run.states[end] ?? [];
      if (typeof x === "number" && typeof y === "number") {
        chart.dot(x, y, 6, colour);
      }
    });
    const [ex, ey] = answer.equilibrium;
    if (typeof ex === "number" && typeof ey === "number") {
      chart.dot(ex, ey, 5, colours.ink);
      this.#write(answer.plane.type, chart.x(ex) + 9, chart.y(ey) - 8);
    }
    const [sx, sy] = answer.start as [number, number];
    chart.dot(sx, sy, 7, colours.surface, colours.ink);
    this.#write("start", chart.x(sx) + 11, chart.y(sy) - 9);
  }

  #write(text: string, x: number, y: number): void {
    const { pen } = this.#chart;
    const colours = theme();
    pen.textAlign = x > this.#chart.inner.left + this.#chart.inner.width - 90 ? "right" : "left";
    pen.textBaseline = "middle";
    pen.lineWidth = 4;
    pen.strokeStyle = colours.surface;
    pen.strokeText(text, x, y);
    pen.fillStyle = colours.ink;
    pen.fillText(text, x, y);
  }

  #arrows({ x, y, dx, dy }: { x: readonly number[]; y: readonly number[]; dx: readonly number[]; dy: readonly number[] }, colour: string): void {
    const { pen } = this.#chart;
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.5;
    pen.lineWidth = 1;
    pen.beginPath();
    x.forEach((tail, i) => {
      const [ax, ay] = [this.#chart.x(tail), this.#chart.y(y[i] as number)];
      const [bx, by] = [this.#chart.x(tail + (dx[i] as number)), this.#chart.y((y[i] as number) + (dy[i] as number))];
      const angle = Math.atan2(by - ay, bx - ax);
      pen.moveTo(ax, ay);
      pen.lineTo(bx, by);
      pen.moveTo(bx - 4 * Math.cos(angle - 0.5), by - 4 * Math.sin(angle - 0.5));
      pen.lineTo(bx, by);
      pen.lineTo(bx - 4 * Math.cos(angle + 0.5), by - 4 * Math.sin(angle + 0.5));
    });
    pen.stroke();
    pen.globalAlpha = 1;
  }
}

/** Densities and a discriminator over the line that the data lie on. */
class Scene implements Stage {
  readonly kind = "scene";
  readonly game: GameInfo;
  readonly element: HTMLElement;
  readonly #legend = h("p", { class: "legend" });
  readonly #chart: Chart;
  #answer: GameAnswer | undefined;
  #frame = 0;
  #held: number | undefined;

  constructor(game: GameInfo, restart: Restart) {
    this.game = game;
    this.#chart = new Chart({ label: game.entry.name, x: "data", y: "", aspect: 0.55 }, () => this.#draw());
    this.element = h("div", {}, this.#legend, this.#chart.element);
    const { element } = this.#chart;
    element.classList.add("draggable");
    const ask = perFrame((start: number[]) => restart(start));
    element.addEventListener("pointerdown", event => {
      this.#held = this.#nearest(this.#chart.at(event)[0]);
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", event => {
      if (this.#held !== undefined && this.#answer) {
        const start = [...this.#answer.start];
        start[this.#held] = Number(this.#chart.at(event)[0].toPrecision(4));
        ask(start);
      }
    });
    const end = () => {
      this.#held = undefined;
    };
    element.addEventListener("pointerup", end);
    element.addEventListener("pointercancel", end);
  }

  take(answer: GameAnswer): void {
    this.#answer = answer;
    const scene = answer.scene as NonNullable<GameAnswer["scene"]>;
    const grid = scene.grid;
    const values = [...scene.target.curves, ...scene.frames.flatMap(run => run.flatMap((p, i) => (i % 8 === 0 ? p.curves : [])))].flatMap(c => c.values);
    const [low, high] = spread(values, 0.02);
    this.#chart.window = { x: [grid[0] as number, grid.at(-1) as number], y: [Math.min(low, -0.12 * high), high] };
    this.#chart.describe(`${this.game.entry.name}: ${answer.runs.map(r => `${r.rule} ${r.measured.verdict}`).join("; ")}`);
    this.#key(scene);
    this.#chart.redraw();
  }

  show(frame: number): void {
    this.#frame = frame;
    this.#chart.paint();
  }

  close(): void {
    this.#chart.close();
  }

  #nearest(x: number): number {
    const start = this.#answer?.start ?? [];
    const count = this.game.entry.name === "kernel-gan" ? (this.#answer?.scene?.frames[0]?.[0]?.points.length ?? 1) : start.length;
    let best = 0;
    for (let i = 0; i < count; i++) {
      best = Math.abs((start[i] as number) - x) < Math.abs((start[best] as number) - x) ? i : best;
    }
    return best;
  }

  #draw(): void {
    const answer = this.#answer;
    const scene = answer?.scene;
    if (!answer || !scene) {
      return;
    }
    const colours = theme();
    this.#chart.rule(0, false, colours.muted);
    scene.frames.forEach((frames, i) => this.#picture(frames[last(answer, i, this.#frame)] as PictureInfo, scene.grid, colours.series[i] as string, i));
    this.#target(scene);
  }

  #picture(picture: PictureInfo, grid: readonly number[], colour: string, place: number): void {
    const { pen, inner } = this.#chart;
    picture.intervals.forEach(([low, high], k) => {
      const [from, to] = [this.#chart.x(low ?? -1e9), this.#chart.x(high ?? 1e9)];
      const y = this.#chart.y(0) + 8 + 14 * place + 5 * k;
      pen.fillStyle = colour;
      pen.globalAlpha = 0.07;
      pen.fillRect(Math.min(from, to), inner.top, Math.abs(to - from), inner.height);
      pen.globalAlpha = 1;
      pen.fillRect(Math.min(from, to) - 1, y, Math.max(3, Math.abs(to - from)), 4);
    });
    for (const curve of picture.curves) {
      this.#chart.line(grid, curve.values, colour, 2.25);
    }
    for (const point of picture.points) {
      this.#chart.dot(point.at, 0, 4 + 4 * Math.min(1, point.mass), colour);
    }
  }

  /** The target lies on top, in dashes, so that it is seen where it is met. */
  #target({ target, grid }: NonNullable<GameAnswer["scene"]>): void {
    const { pen } = this.#chart;
    pen.setLineDash([6, 4]);
    for (const curve of target.curves) {
      this.#chart.line(grid, curve.values, theme().ink, 1.75);
    }
    pen.setLineDash([]);
    for (const point of target.points) {
      const [x, y] = [this.#chart.x(point.at), this.#chart.y(0)];
      pen.beginPath();
      pen.moveTo(x, y - 12);
      pen.lineTo(x, y + 12);
      pen.strokeStyle = theme().ink;
      pen.lineWidth = 2;
      pen.stroke();
    }
  }

  #key(scene: NonNullable<GameAnswer["scene"]>): void {
    const entry = (name: string, colour: string) => h("span", { style: `--key: ${colour}` }, name);
    const ink = theme().ink;
    this.#legend.replaceChildren(
      ...scene.target.curves.map(c => entry(c.name, ink)),
      scene.target.points.length > 0 ? entry("true points", ink) : "",
      ...(this.#answer?.runs ?? []).map((run, i) => {
        const first = scene.frames[i]?.[0];
        const parts = [...(first?.curves ?? []).map(c => c.name), ...(first?.intervals.length ? ["the discriminator's intervals"] : []), ...(first?.points.length ? ["generated points"] : [])];
        return entry(`${run.rule}: ${parts.join(", ")}`, theme().series[i] ?? "");
      }));
  }
}

/** A game of many coordinates: how far it is from its target. */
class Distance implements Stage {
  readonly kind = "distance";
  readonly game: GameInfo;
  readonly #chart: Chart;
  #answer: GameAnswer | undefined;
  #frame = 0;

  constructor(game: GameInfo) {
    this.game = game;
    this.#chart = new Chart({ label: "distance from the target", x: "update", y: "distance from the target", aspect: 0.55, logY: true }, () => this.#draw());
  }

  get element(): HTMLElement {
    return this.#chart.element;
  }

  take(answer: GameAnswer): void {
    this.#answer = answer;
    const positive = answer.runs.flatMap(r => r.distances).filter((d): d is number => d !== null && d > 0);
    const high = Math.max(1e-12, ...positive);
    this.#chart.window = { x: [0, Math.max(1, answer.runs[0]?.steps.at(-1) ?? 1)], y: [Math.max(1e-14, Math.min(high / 10, ...positive)), 2 * high] };
    this.#chart.describe(answer.runs.map(r => `${r.rule}: distance ${short(r.measured.distance)} at the end`).join("; "));
    this.#chart.redraw();
  }

  show(frame: number): void {
    this.#frame = frame;
    this.#chart.paint();
  }

  close(): void {
    this.#chart.close();
  }

  #draw(): void {
    const answer = this.#answer;
    answer?.runs.forEach((run, i) => {
      const end = last(answer, i, this.#frame);
      this.#chart.line(run.steps, run.distances.map(d => (d === 0 ? null : d)), theme().series[i] as string, 2, end + 1);
    });
  }
}
