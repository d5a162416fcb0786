import type { Figure, Trace } from "./figure";

/**
 * The place in the theme's series of each trace, panel by panel. A group has one colour throughout the figure, given
 * out as groups appear; a trace outside groups takes the first colour that is still free in its panel.
 */
export function colours(figure: Figure): number[][] {
  const groups = new Map<number, number>();
  for (const trace of figure.panels.flatMap(panel => panel.traces)) {
    const group = groupOf(trace);
    if (group >= 0 && !groups.has(group)) {
      groups.set(group, groups.size);
    }
  }
  return figure.panels.map(panel => {
    const taken = new Set(panel.traces.map(trace => groups.get(groupOf(trace))));
    let next = 0;
    const free = () => {
      while (taken.has(next)) {
        next++;
      }
      return next++;
    };
    return panel.traces.map(trace => groups.get(groupOf(trace)) ?? (hasColour(trace) ? free() : 0));
  });
}

function groupOf(trace: Trace): number {
  return trace.kind === "line" || trace.kind === "points" ? trace.colour : -1;
}

function hasColour(trace: Trace): boolean {
  return trace.kind === "line" || trace.kind === "points" || trace.kind === "bars";
}
