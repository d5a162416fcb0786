// A map of verdicts over two settings, on canvas.

import { classColours } from "../theme";
import type { BoundaryInfo, PhaseCell } from "./api";
import { Chart, theme } from "./canvas";

export const verdicts = ["converges", "oscillates", "diverges", "stalls"] as const;

/** The values along an axis. */
export interface Scale {
  readonly name: string;
  readonly values: readonly number[];
  readonly log: boolean;
}

/** The two axes and the closed-form boundary. */
export interface Grid {
  readonly x: Scale;
  readonly y: Scale;
  readonly boundary: BoundaryInfo | null;
}

export class PhaseMap {
  readonly #chart: Chart;
  readonly #verdict: (cell: PhaseCell) => string | null;
  #grid: Grid | undefined;
  #cells: readonly (PhaseCell | undefined)[] = [];
  #chosen: number | undefined;

  constructor(
    name: string,
    verdict: (cell: PhaseCell) => string | null,
    choose: (place: number) => void,
    move: (event: KeyboardEvent) => void,
  ) {
    this.#verdict = verdict;
    this.#chart = new Chart({ label: `phase diagram, ${name}`, x: "", y: "", aspect: 0.85 }, () => this.#draw());
    this.element.tabIndex = 0;
    this.element.classList.add("cells");
    this.element.addEventListener("click", event => {
      if (this.#grid) {
        const [x, y] = this.#chart.at(event);
        choose(nearest(this.#grid.y, y) * this.#grid.x.values.length + nearest(this.#grid.x, x));
      }
    });
    this.element.addEventListener("keydown", move);
  }

  get element(): HTMLCanvasElement {
    return this.#chart.element;
  }

  take(grid: Grid): void {
    this.#grid = grid;
    this.#chart.window = { x: ends(grid.x), y: ends(grid.y) };
    this.#chart.axes({ x: grid.x.name, y: grid.y.name, logX: grid.x.log, logY: grid.y.log });
  }

  /** The cells row by row, and the one that is chosen. */
  show(cells: readonly (PhaseCell | undefined)[], chosen: number | undefined): void {
    this.#cells = cells;
    this.#chosen = chosen;
    this.#chart.redraw();
  }

  close(): void {
    this.#chart.close();
  }

  #draw(): void {
    if (!this.#grid) {
      return;
    }
    const { x, y, boundary } = this.#grid;
    const { pen } = this.#chart;
    const colours = classColours(verdicts);
    const columns = x.values.length;
    const [xs, ys] = [edges(x).map(v => this.#chart.x(v)), edges(y).map(v => this.#chart.y(v))];
    const box = (i: number) => {
      const [c, r] = [i % columns, Math.floor(i / columns)];
      return [
        xs[c] as number,
        ys[r + 1] as number,
        (xs[c + 1] as number) - (xs[c] as number),
        (ys[r] as number) - (ys[r + 1] as number),
      ] as const;
    };
    this.#cells.forEach((cell, i) => {
      const colour = cell && colours[verdicts.indexOf(this.#verdict(cell) as (typeof verdicts)[number])];
      if (colour) {
        const [left, top, width, height] = box(i);
        pen.fillStyle = colour;
        pen.fillRect(left, top, width + 0.6, height + 0.6);
      }
    });
    if (boundary) {
      this.#chart.line(boundary.x as number[], boundary.y, theme().surface, 4);
      this.#chart.line(boundary.x as number[], boundary.y, theme().ink, 2);
    }
    if (this.#chosen !== undefined) {
      const [left, top, width, height] = box(this.#chosen);
      pen.strokeStyle = theme().ink;
      pen.lineWidth = 2;
      pen.strokeRect(left - 1, top - 1, width + 2, height + 2);
    }
  }
}

/** Where cells begin and end, from their middles. */
function edges({ values, log }: Scale): number[] {
  const [to, from] = log ? [Math.log, Math.exp] : [(v: number) => v, (v: number) => v];
  const scaled = values.map(to);
  const half = scaled.length > 1 ? ((scaled[1] as number) - (scaled[0] as number)) / 2 : 0.5;
  return [...scaled.map(v => from(v - half)), from((scaled.at(-1) as number) + half)];
}

function ends(scale: Scale): [number, number] {
  const all = edges(scale);
  return [all[0] as number, all.at(-1) as number];
}

function nearest(scale: Scale, value: number): number {
  const all = edges(scale);
  const found = all.findIndex(edge => edge > value) - 1;
  return found < 0 ? (value < (all[0] as number) ? 0 : scale.values.length - 1) : found;
}
