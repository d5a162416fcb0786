import type { ErrorBar } from "plotly.js";
import type { Axis, Values } from "../figure";
import type { Drawn } from "../plotly";
import { literal, number } from "../text";
import type { Theme } from "../theme";

/** What a mark is drawn with. */
export interface Pen {
  readonly theme: Theme;
  readonly colour: string;
  /** The colour's place in the series. */
  readonly place: number;
  /** Whether to set the mark off from coloured cells behind it. */
  readonly halo: boolean;
  readonly x: Axis;
  readonly y: Axis;
}

/** Turns a trace into what Plotly draws. */
export type Mark<T> = (trace: T, pen: Pen) => Drawn[];

interface Intervals {
  readonly x: Values;
  readonly y: Values;
  readonly low?: Values;
  readonly high?: Values;
}

export function legend(name: string): Drawn {
  return { name: literal(name), showlegend: name !== "" };
}

/** Plotly wants distances where a figure has ends. */
export function errorBars({ y, low, high }: Intervals, colour: string): { error_y?: ErrorBar } {
  if (!low && !high) {
    return {};
  }
  const distances = (from: Values, to: Values) => from.map((end, i) => (end === null ? 0 : (to[i] ?? end) - end));
  return {
    error_y: {
      type: "data",
      symmetric: false,
      array: distances(y, high ?? []),
      arrayminus: distances(low ?? [], y),
      color: colour,
      thickness: 1.5,
      width: 4,
    },
  };
}

/** A value of an axis in words: a number, or the name of a category. */
export function reading(axis: Axis, value: number | null | undefined): string {
  if (value === null || value === undefined) {
    return "";
  }
  return literal(axis.categories?.[Math.round(value)] ?? number(value));
}

/** What the pointer shows at each value, with the ends of its interval. */
export function readings({ x, y, low, high }: Intervals, pen: Pen): string[] {
  return x.map((value, i) => {
    const at = `${reading(pen.x, value)}, ${reading(pen.y, y[i])}`;
    const ends = [reading(pen.y, low?.[i]), reading(pen.y, high?.[i])];
    return ends.some(end => end !== "") ? `${at} [${ends.join(", ")}]` : at;
  });
}
