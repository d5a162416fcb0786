// Saving what a canvas shows, as the figure of a report: the same data, drawn by what draws reports, which is loaded
// when asked for.

import type { Figure, Line, Points, Values } from "../figure";
import { button, h } from "./dom";
import { tell } from "./trouble";

/** Buttons that save a figure as it is when they are pressed. */
export function saver(id: string, figure: () => Figure): HTMLElement {
  const host = h("div", { class: "saver" });
  const add = (format: string, save: (module: typeof import("../export")) => Promise<void> | void) =>
    host.append(
      button(
        format,
        () => {
          void import("../export")
            .then(save)
            .catch((error: unknown) => tell(host, error, new AbortController().signal));
        },
        { class: "figure-save", title: `Save as ${format}`, "aria-label": `save ${id} as ${format}` },
      ),
    );
  add("SVG", module => module.saveSvg(figure(), id));
  add("PNG", module => module.savePng(figure(), id));
  add("CSV", module => module.saveCsv(figure(), id));
  return host;
}

export function line(name: string, x: Values, y: Values, colour = -1): Line {
  return { kind: "line", name, x, y, stroke: "solid", colour };
}

export function points(name: string, x: Values, y: Values, colour = -1): Points {
  return { kind: "points", name, x, y, colour };
}
