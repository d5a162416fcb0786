import type { Layout, LayoutAxis, Shape } from "plotly.js";
import { colours } from "./colours";
import type { Axis, Figure, Panel, Rule } from "./figure";
import { drawn } from "./marks";
import type { Drawn } from "./plotly";
import { lines, literal } from "./text";
import type { Theme } from "./theme";

export const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** A panel in Plotly's terms. */
export interface Plot {
  readonly data: Drawn[];
  readonly layout: Partial<Layout>;
}

/** Every panel of a figure in Plotly's terms: nothing here touches the page. */
export function plots(figure: Figure, theme: Theme): Plot[] {
  const places = colours(figure);
  return figure.panels.map((panel, p) => {
    const onCells = panel.traces.some(trace => trace.kind === "heatmap");
    // No colour of the series is sure to be seen on the cells of a heat map: ink is, with a halo.
    const series = onCells ? [theme.ink, ...theme.series] : theme.series;
    const data = panel.traces.flatMap((trace, t) => {
      const place = places[p]?.[t] ?? 0;
      const colour = series[place % series.length] ?? theme.ink;
      return drawn(trace, { theme, colour, place, x: panel.x, y: panel.y, halo: onCells });
    });
    return { data, layout: layout(panel, data, theme) };
  });
}

/** Whether a unit is equally long on both axes. */
export function isEqual(panel: Panel): boolean {
  return panel.x.equal || panel.y.equal;
}

function layout(panel: Panel, data: readonly Drawn[], theme: Theme): Partial<Layout> {
  const classed = panel.traces.some(trace => trace.kind === "heatmap" && trace.categories);
  return {
    autosize: true,
    barmode: "group",
    dragmode: "zoom",
    font: { family: fontFamily, size: 13, color: theme.ink },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    margin: { l: 48, r: 24, t: 16, b: 40 },
    hoverlabel: { bgcolor: theme.surface, bordercolor: theme.muted, font: { color: theme.ink }, namelength: -1 },
    // Above the axes, where neither a narrow page nor long tick labels take its room.
    legend: {
      orientation: "h",
      x: 0,
      y: 1.02,
      yanchor: "bottom",
      bgcolor: "rgba(0,0,0,0)",
      // A class of a heat map cannot be hidden.
      ...(classed ? { itemclick: false, itemdoubleclick: false } : {}),
    },
    showlegend: data.some(trace => trace.showlegend),
    shapes: panel.rules.map(rule => ruleShape(rule, theme)),
    // Whatever the reader zoomed into or hid survives a change of theme.
    uirevision: "kept",
    xaxis: { ...axis(panel.x, theme, 40), ...(isEqual(panel) ? { constrain: "domain" } : {}) },
    yaxis: {
      ...axis(panel.y, theme, 32),
      ...(isEqual(panel) ? { scaleanchor: "x", constrain: "domain" } : {}),
      ...(panel.y.categories ? { range: [panel.y.categories.length - 0.5, -0.5] } : {}), // names are read downwards
    },
  };
}

function axis(axis: Axis, theme: Theme, titleWidth: number): Partial<LayoutAxis> {
  return {
    title: { text: lines(axis.title, titleWidth), standoff: 8, font: { size: 13 } },
    type: axis.log ? "log" : "linear",
    automargin: true,
    ticks: "outside",
    tickcolor: theme.muted,
    color: theme.ink,
    gridcolor: theme.grid,
    linecolor: theme.muted,
    zerolinecolor: theme.grid,
    zerolinewidth: 2,
    exponentformat: "power",
    minexponent: 5, // 14000 reads better than 1.4 times a power of ten
    // Few labels, whole decades where they fit: more would run into each other in a narrow panel.
    ...(axis.log
      ? { nticks: 4, tickfont: { size: 11 }, minor: { ticks: "outside", ticklen: 3, tickcolor: theme.muted } }
      : {}),
    ...(axis.categories ? categories(axis.categories) : range(axis)),
  };
}

function range({ low, high, log }: Axis): Partial<LayoutAxis> {
  if (low === undefined && high === undefined) {
    return {};
  }
  const end = (value: number | undefined) => (value === undefined ? null : log ? Math.log10(value) : value);
  return { range: [end(low), end(high)] };
}

function categories(names: readonly string[]): Partial<LayoutAxis> {
  return {
    tickmode: "array",
    tickvals: names.map((_, i) => i),
    ticktext: names.map(name => lines(name, 18)),
    range: [-0.5, names.length - 0.5],
    showgrid: false,
    zeroline: false,
  };
}

function ruleShape({ label, at, vertical }: Rule, theme: Theme): Partial<Shape> {
  return {
    type: "line",
    ...(vertical ? { yref: "paper", x0: at, x1: at, y0: 0, y1: 1 } : { xref: "paper", y0: at, y1: at, x0: 0, x1: 1 }),
    line: { color: theme.ink, width: 1.5, dash: "dashdot" },
    label: {
      text: literal(label),
      textposition: "end",
      xanchor: "right",
      yanchor: "bottom",
      font: { size: 12, color: theme.ink, shadow: `0 0 3px ${theme.surface}, 0 0 3px ${theme.surface}` },
    },
  };
}
