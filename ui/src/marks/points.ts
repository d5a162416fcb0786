import type { Points } from "../figure";
import { literal } from "../text";
import { errorBars, legend, readings, type Mark } from "./mark";

// A second sign beside colour, for readers and printers without it.
const symbols = ["circle", "square", "diamond", "triangle-up", "x", "triangle-down", "star"];

/** So many points make a cloud, which smaller and clearer markers show better. */
const cloud = 300;

export const points: Mark<Points> = (trace, pen) => [
  {
    type: "scatter",
    mode: "markers",
    x: [...trace.x],
    y: [...trace.y],
    marker: {
      color: pen.colour,
      symbol: symbols[pen.place % symbols.length] ?? "circle",
      size: trace.x.length > cloud ? 4 : 8,
      opacity: trace.x.length > cloud ? 0.6 : 1,
      line: { color: pen.theme.surface, width: pen.halo ? 1.5 : 0 },
    },
    text: trace.labels?.map(literal) ?? readings(trace, pen),
    hoverinfo: "text+name" as "text",
    ...errorBars(trace, pen.colour),
    ...legend(trace.name),
  },
];
