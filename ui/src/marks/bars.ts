import type { Bars } from "../figure";
import { errorBars, legend, readings, type Mark } from "./mark";

export const bars: Mark<Bars> = (trace, pen) => [
  {
    type: "bar",
    x: [...trace.x],
    y: [...trace.y],
    marker: { color: pen.colour },
    hovertext: readings(trace, pen),
    hoverinfo: "text+name" as "text",
    ...errorBars(trace, pen.theme.ink),
    ...legend(trace.name),
  },
];
