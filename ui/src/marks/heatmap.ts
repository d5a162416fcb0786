import type { Axis, HeatMap } from "../figure";
import type { Drawn } from "../plotly";
import { lines, literal, number } from "../text";
import { classColours } from "../theme";
import { reading, type Mark, type Pen } from "./mark";

/** Up to so many cells along a side, a thin gap shows where one ends. */
const countable = 30;

export const heatmap: Mark<HeatMap> = (trace, pen) => {
  const gap = Math.max(trace.x.length, trace.y.length) <= countable ? 1 : 0;
  const cells: Drawn = {
    type: "heatmap",
    x: places(trace.x, pen.x),
    y: places(trace.y, pen.y),
    z: trace.z.map(row => [...row]),
    xgap: gap,
    ygap: gap,
    text: texts(trace, pen) as unknown as string[],
    hoverinfo: "text",
    hoverongaps: false,
    showlegend: false,
  };
  return trace.categories ? classes(trace.categories, cells) : [graded(trace, cells, pen)];
};

/** Plotly finds the edges of cells from their middles, but not that of a single one on a logarithmic axis. */
function places(middles: readonly number[], axis: Axis): number[] {
  const [only] = middles;
  return axis.log && only !== undefined && middles.length === 1 ? [only / 2, only * 2] : [...middles];
}

function graded(trace: HeatMap, cells: Drawn, pen: Pen): Drawn {
  return {
    ...cells,
    zauto: false,
    ...(trace.low === undefined ? {} : { zmin: trace.low }),
    ...(trace.high === undefined ? {} : { zmax: trace.high }),
    colorscale: "Viridis",
    colorbar: {
      title: { text: lines(trace.name, 40), side: "right" },
      thickness: 12,
      outlinewidth: 0,
      tickcolor: pen.theme.muted,
      exponentformat: "power",
      minexponent: 5,
    },
  };
}

/** Distinct colours, and a legend entry for each class: readable where a colour bar has no room for names. */
function classes(names: readonly string[], cells: Drawn): Drawn[] {
  const colours = classColours(names);
  const steps = colours.flatMap((colour, i): [number, string][] => [
    [i / colours.length, colour],
    [(i + 1) / colours.length, colour],
  ]);
  const entries = names.map((name, i): Drawn => ({
    type: "scatter",
    mode: "markers",
    x: [null],
    y: [null],
    marker: { symbol: "square", size: 12, color: colours[i] ?? "" },
    name: literal(name),
    showlegend: true,
    hoverinfo: "skip",
  }));
  return [
    { ...cells, zauto: false, zmin: -0.5, zmax: names.length - 0.5, colorscale: steps, showscale: false },
    ...entries,
  ];
}

function texts(trace: HeatMap, pen: Pen): string[][] {
  return trace.z.map((row, r) =>
    row.map((value, c) => {
      const label = trace.labels?.[r]?.[c];
      if (label !== undefined) {
        return literal(label);
      }
      const named = value === null ? "" : (trace.categories?.[value] ?? number(value));
      return `${reading(pen.x, trace.x[c])}, ${reading(pen.y, trace.y[r])}: ${literal(named)}`;
    }),
  );
}
