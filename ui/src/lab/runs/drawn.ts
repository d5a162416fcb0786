// Figures that come with an answer, as JSON: what draws them is loaded when the first one is there.

import type { Figure } from "../../figure";
import { theme } from "../canvas";

export function draw(plot: HTMLElement, json: string): void {
  const figure = JSON.parse(json) as Figure;
  void import("../../view").then(({ FigureView }) => new FigureView(plot, figure).draw(theme()));
}
