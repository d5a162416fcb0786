import Plotly from "plotly.js-cartesian-dist-min";
import type { Layout } from "plotly.js";
import type { Figure } from "./figure";
import { fontFamily, isEqual, plots } from "./panel";
import { wrapped, literal } from "./text";
import { light } from "./theme";

// A saved figure is for papers and slides: always light, its size does not depend on the window.
const wideSize = { width: 760, height: 440 };
const gridSize = { width: 480, height: 380 };
const equalSize = { width: 480, height: 480 };
const margin = 12;

/** How many pixels of a PNG stand for one of the figure's. */
const pngScale = 2;

export async function saveSvg(figure: Figure, id: string): Promise<void> {
  const { svg } = await picture(figure);
  save(new Blob([svg], { type: "image/svg+xml" }), `${fileName(id)}.svg`);
}

export async function savePng(figure: Figure, id: string): Promise<void> {
  const { svg, width, height } = await picture(figure);
  const image = new Image();
  image.src = dataUrl(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * pngScale;
  canvas.height = height * pngScale;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>(done => canvas.toBlob(done, "image/png"));
  if (!png) {
    throw new Error("The browser could not write the PNG.");
  }
  save(png, `${fileName(id)}.png`);
}

/** Every value that the figure draws, one a line. */
export function saveCsv(figure: Figure, id: string): void {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = figure.panels.flatMap(panel =>
    panel.traces.flatMap(trace =>
      trace.kind === "heatmap"
        ? trace.z.flatMap((row, r) =>
            row.map((z, c) => [
              panel.title,
              trace.name,
              trace.x[c],
              trace.y[r],
              z !== null ? (trace.categories?.[z] ?? z) : "",
            ]),
          )
        : trace.x.map((x, i) => [panel.title, trace.name, x ?? "", trace.y[i] ?? "", ""]),
    ),
  );
  const lines = [["panel", "trace", "x", "y", "value"], ...rows].map(row =>
    row.map(cell => (typeof cell === "string" ? quoted(cell) : String(cell))).join(","),
  );
  save(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }), `${fileName(id)}.csv`);
}

interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** A letter's width in pixels: the mean over the text as drawn, and a tenth more for lines of wide letters. */
function letterWidth(text: string, size: number, weight: number): number {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen || text.length === 0) {
    return size;
  }
  pen.font = `${weight} ${size}px ${fontFamily}`;
  return Math.max(0.5 * size, (1.1 * pen.measureText(text).width) / text.length);
}

/** The whole figure, all its panels under its title, as one SVG. */
async function picture(figure: Figure): Promise<Picture> {
  const columns = Math.min(figure.columns, figure.panels.length);
  const { width: cellWidth, height: cellHeight } = cellSize(figure, columns);
  const width = columns * cellWidth + 2 * margin;
  const parts: string[] = [];

  let top = margin;
  const title = (text: string, left: number, room: number, size: number, weight: number) => {
    const written = wrapped(text, Math.floor(room / letterWidth(text, size, weight))).map(
      (line, i) =>
        `<text x="${left}" y="${top + size * (1 + 1.3 * i)}" font-size="${size}" font-weight="${weight}">` +
        `${literal(line)}</text>`,
    );
    parts.push(...written);
    return written.length * size * 1.3 + 6;
  };

  top += title(figure.title, margin, width - 2 * margin, 17, 600);
  const images = await Promise.all(
    plots(figure, light).map(({ data, layout }) => {
      const size: Partial<Layout> = { ...layout, autosize: false, width: cellWidth, height: cellHeight };
      return Plotly.toImage({ data, layout: size }, { format: "svg", width: cellWidth, height: cellHeight });
    }),
  );
  for (let row = 0; row * columns < images.length; row++) {
    const cells = figure.panels.slice(row * columns, (row + 1) * columns);
    const titles = cells.map((panel, c) =>
      panel.title === "" ? 0 : title(panel.title, margin + c * cellWidth, cellWidth, 14, 600),
    );
    top += Math.max(...titles);
    cells.forEach((_, c) => parts.push(placed(images[row * columns + c] ?? "", margin + c * cellWidth, top)));
    top += cellHeight;
  }

  const height = Math.ceil(top + margin);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"` +
    ` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
    ` font-family="${fontFamily}" fill="${light.ink}">` +
    `<rect width="100%" height="100%" fill="${light.surface}"/>${parts.join("")}</svg>`;
  return { svg, width, height };
}

function cellSize({ panels }: Figure, columns: number): { width: number; height: number } {
  return panels.every(isEqual) ? equalSize : columns > 1 ? gridSize : wideSize;
}

/** Plotly's image, an SVG in a data URL, at a place in a larger one. */
function placed(image: string, x: number, y: number): string {
  const svg = decodeURIComponent(image.slice(image.indexOf(",") + 1));
  return svg.replace("<svg ", `<svg x="${x}" y="${y}" fill="none" `);
}

/** Not a blob's URL: what is drawn from one may be barred from a canvas on a page opened from a file. */
function dataUrl(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

function fileName(id: string): string {
  return id.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
