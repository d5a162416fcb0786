// Values over a square grid as a smooth picture: blue above 0, orange below, told apart by all eyes.

import type { Chart } from "./canvas";

const above = [0, 114, 178] as const;
const below = [230, 159, 0] as const;
const opacity = 150;

/** Paints one pixel a value, which the chart stretches smoothly. */
export class Heat {
  readonly #picture = document.createElement("canvas");
  readonly #pen = this.#picture.getContext("2d") as CanvasRenderingContext2D;
  #image: ImageData | undefined;

  /** Fills a chart's axes; the scale maps a value to -1 to 1. */
  paint(chart: Chart, values: readonly (number | null)[], side: number, scale: (value: number) => number): void {
    if (side === 0) {
      return;
    }
    if (this.#image?.width !== side) {
      this.#picture.width = this.#picture.height = side;
      this.#image = this.#pen.createImageData(side, side);
    }
    const { data } = this.#image;
    for (let i = 0; i < side * side; i++) {
      const t = scale(values[i] ?? 0);
      const colour = t > 0 ? above : below;
      const at = 4 * ((side - 1 - Math.floor(i / side)) * side + (i % side));
      data[at] = colour[0];
      data[at + 1] = colour[1];
      data[at + 2] = colour[2];
      data[at + 3] = opacity * Math.abs(t);
    }
    this.#pen.putImageData(this.#image, 0, 0);
    const { pen, inner } = chart;
    pen.imageSmoothingEnabled = true;
    pen.drawImage(this.#picture, inner.left, inner.top, inner.width, inner.height);
  }
}
