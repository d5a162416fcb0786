import type { Line, Values } from "../figure";
import type { Drawn } from "../plotly";
import { legend, type Mark, type Pen } from "./mark";

export const line: Mark<Line> = (trace, pen) => {
  const drawn: Drawn = {
    type: "scatter",
    mode: "lines",
    x: [...trace.x],
    y: [...trace.y],
    line: { color: pen.colour, width: 2, dash: trace.stroke },
    ...legend(trace.name),
  };
  return [
    ...(trace.low && trace.high ? [band(trace, trace.low, trace.high, pen)] : []),
    ...(pen.halo ? [halo(drawn, pen)] : []),
    drawn,
  ];
};

function halo(drawn: Drawn, pen: Pen): Drawn {
  return { ...drawn, line: { color: pen.theme.surface, width: 5 }, opacity: 0.6, showlegend: false, hoverinfo: "skip" };
}

/** One closed outline for each unbroken stretch of the line: there along the upper ends, back along the lower ones. */
function band(trace: Line, low: Values, high: Values, pen: Pen): Drawn {
  const floor = pen.y.log ? leastPositive([...low, ...trace.y, ...high]) : -Infinity;
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  for (const stretch of stretches(trace.x, low, high)) {
    const there = stretch.map(([at, , upper]) => [at, upper] as const);
    const back = stretch.map(([at, lower]) => [at, lower] as const).reverse();
    for (const [at, end] of [...there, ...back]) {
      x.push(at);
      y.push(Math.max(end, floor));
    }
    x.push(null);
    y.push(null);
  }
  return {
    type: "scatter",
    mode: "lines",
    x,
    y,
    fill: "toself",
    fillcolor: `${pen.colour}33`,
    line: { width: 0, color: pen.colour },
    hoverinfo: "skip",
    showlegend: false,
  };
}

type Slice = readonly [at: number, low: number, high: number];

function stretches(x: Values, low: Values, high: Values): Slice[][] {
  const found: Slice[][] = [[]];
  x.forEach((at, i) => {
    const [lower, upper] = [low[i] ?? null, high[i] ?? null];
    if (at === null || lower === null || upper === null) {
      found.push([]);
    } else {
      found.at(-1)?.push([at, lower, upper]);
    }
  });
  return found.filter(stretch => stretch.length > 0);
}

/** A logarithmic axis has no zero: a band that reaches it stops at the least value the axis can show. */
function leastPositive(values: Values): number {
  return values.reduce<number>(
    (least, value) => (value !== null && value > 0 && value < least ? value : least),
    Infinity,
  );
}
