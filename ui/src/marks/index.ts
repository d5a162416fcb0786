import type { Trace } from "../figure";
import type { Drawn } from "../plotly";
import { arrows } from "./arrows";
import { bars } from "./bars";
import { heatmap } from "./heatmap";
import { line } from "./line";
import type { Mark, Pen } from "./mark";
import { points } from "./points";

const marks: { readonly [K in Trace["kind"]]: Mark<Extract<Trace, { kind: K }>> } = {
  line,
  points,
  bars,
  heatmap,
  arrows,
};

/** What Plotly draws for a trace of any kind. */
export function drawn(trace: Trace, pen: Pen): Drawn[] {
  const mark = marks[trace.kind] as Mark<Trace> | undefined;
  if (!mark) {
    throw new Error(`There is no trace of kind "${trace.kind}".`);
  }
  return mark(trace, pen);
}
