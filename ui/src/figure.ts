// What a figure is, as the C# side writes it (src/Saddle/Figures). Keep the names the same on both sides.

export interface Figure {
  readonly title: string;
  readonly panels: readonly Panel[];
  /** How many panels stand side by side on a wide page. */
  readonly columns: number;
}

/** One pair of axes and what is drawn on it, the first trace at the back. */
export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly traces: readonly Trace[];
  readonly rules: readonly Rule[];
}

export interface Axis {
  readonly title: string;
  readonly log: boolean;
  /** The ends of what is shown; absent to fit the data. */
  readonly low?: number;
  readonly high?: number;
  /** Whether a unit is as long as on the other axis. */
  readonly equal: boolean;
  /** Names in place of numbers: values are then indices into them. */
  readonly categories?: readonly string[];
}

/** A straight line across the panel at one value of an axis. */
export interface Rule {
  readonly label: string;
  readonly at: number;
  readonly vertical: boolean;
}

export type Trace = Line | Points | Bars | HeatMap | Arrows;

/** Null where there is no value. */
export type Values = readonly (number | null)[];

interface Named {
  /** The name in the legend; empty to leave it out. */
  readonly name: string;
}

interface Curve extends Named {
  readonly x: Values;
  readonly y: Values;
  /** The ends of an interval at each value. */
  readonly low?: Values;
  readonly high?: Values;
}

interface Grouped {
  /** Traces of one group share a colour; -1 for a colour of its own. */
  readonly colour: number;
}

export interface Line extends Curve, Grouped {
  readonly kind: "line";
  readonly stroke: "solid" | "dash" | "dot";
}

export interface Points extends Curve, Grouped {
  readonly kind: "points";
  readonly labels?: readonly string[];
}

export interface Bars extends Curve {
  readonly kind: "bars";
}

export interface HeatMap extends Named {
  readonly kind: "heatmap";
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Row by row. */
  readonly z: readonly Values[];
  readonly low?: number;
  readonly high?: number;
  /** Names of classes: values are then their numbers from 0. */
  readonly categories?: readonly string[];
  readonly labels?: readonly (readonly string[])[];
}

export interface Arrows extends Named {
  readonly kind: "arrows";
  /** Tails, and extents in axis units. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly dx: readonly number[];
  readonly dy: readonly number[];
}
