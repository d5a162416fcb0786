// Plotly's cartesian bundle has no types of its own; those of the whole library fit what is used of it here.

import type { Config, PlotData } from "plotly.js";

/** What a mark gives Plotly to draw. */
export type Drawn = Partial<PlotData> & { zauto?: boolean };

/**
 * Without Plotly's bar of buttons: it covers legends, and offers to share what must not leave the page. Dragging zooms,
 * a double click goes back, and saving is the figure's own, over all its panels.
 */
export const config: Partial<Config> = {
  displayModeBar: false,
  displaylogo: false,
  plotlyServerURL: "",
  topojsonURL: "",
};
