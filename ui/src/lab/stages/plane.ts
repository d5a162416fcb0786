import type { Axis, Figure } from "../../figure";
import type { GameAnswer, GameInfo } from "../api";
import { Chart, draggable, theme } from "../canvas";
import { perFrame } from "../dom";
import { line, points } from "../saver";
import { last, single, type Restart, type Stage } from "./stage";

/** The phase portrait: the direction of both players, trajectories, start and equilibrium. */
export class Plane implements Stage {
  readonly kind = "plane";
  readonly game: GameInfo;
  readonly #chart: Chart;
  #answer: GameAnswer | undefined;
  #frame = 0;
  #dragged = false;

  constructor(game: GameInfo, restart: Restart) {
    this.game = game;
    this.#chart = new Chart(
      { label: "phase portrait", x: game.coordinates[0] ?? "", y: game.coordinates[1] ?? "", aspect: 1 },
      () => this.#draw(),
    );
    const ask = perFrame((x: number, y: number) => restart([x, y].map(v => Number(v.toPrecision(4)))));
    this.element.tabIndex = 0;
    draggable(this.#chart, {
      take: at => {
        this.#dragged = true;
        ask(...at);
      },
      move: at => ask(...at),
      drop: () => {
        this.#dragged = false;
        this.#fit();
      },
    });
  }

  get element(): HTMLElement {
    return this.#chart.element;
  }

  take(answer: GameAnswer): void {
    this.#answer = answer;
    if (!this.#dragged) {
      this.#fit();
    }
    const runs = answer.runs.map(r => `${r.rule} ${r.measured.verdict}`).join("; ");
    this.#chart.describe(`phase portrait: the equilibrium is a ${answer.plane?.type ?? ""}; ${runs}`);
    this.#chart.redraw();
  }

  show(frame: number): void {
    this.#frame = frame;
    this.#chart.paint();
  }

  figure(): Figure {
    const answer = this.#answer as GameAnswer;
    const axis = (i: number): Axis => ({
      title: this.game.coordinates[i] ?? "",
      log: false,
      low: answer.plane?.low[i] ?? 0,
      high: answer.plane?.high[i] ?? 1,
      equal: i === 0,
    });
    return single(`Phase portrait of ${this.game.entry.name}`, axis(0), axis(1), [
      ...(answer.plane ? [{ ...answer.plane.field, kind: "arrows" as const }] : []),
      ...answer.runs.map((run, i) => {
        const path = run.states.slice(0, last(answer, i, this.#frame) + 1);
        return line(
          `${run.rule}: ${run.measured.verdict}`,
          path.map(s => s[0] ?? null),
          path.map(s => s[1] ?? null),
        );
      }),
      points("start", [answer.start[0] ?? null], [answer.start[1] ?? null]),
      points(answer.plane?.type ?? "equilibrium", [answer.equilibrium[0] ?? null], [answer.equilibrium[1] ?? null]),
    ]);
  }

  close(): void {
    this.#chart.close();
  }

  /** The window stays while the start is dragged: it would run away under the hand. */
  #fit(): void {
    const plane = this.#answer?.plane;
    if (plane) {
      this.#chart.window = {
        x: [plane.low[0] as number, plane.high[0] as number],
        y: [plane.low[1] as number, plane.high[1] as number],
      };
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
      chart.line(
        path.map(s => s[0] ?? NaN),
        path.map(s => (s[0] === null ? null : (s[1] ?? null))),
        colour,
        1.75,
      );
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

  #arrows(
    { x, y, dx, dy }: { x: readonly number[]; y: readonly number[]; dx: readonly number[]; dy: readonly number[] },
    colour: string,
  ): void {
    const { pen } = this.#chart;
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.5;
    pen.lineWidth = 1;
    pen.beginPath();
    x.forEach((tail, i) =>
      this.#chart.arrow(tail, y[i] as number, tail + (dx[i] as number), (y[i] as number) + (dy[i] as number)),
    );
    pen.stroke();
    pen.globalAlpha = 1;
  }
}
