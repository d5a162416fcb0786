// What a run's generator makes of sentences or of a photograph: each press adds a row, so that rows stand beside
// each other, of the same noise.

import type { ColouriseAnswer, PaintAnswer, RunDetail } from "../api";
import { post, Refused } from "../client";
import { button, h, short } from "../dom";
import { clear, tell } from "../trouble";
import { Asking } from "./asking";

const mostRows = 30;
const mostSide = 512; // pixels of a photograph that is sent

/** A question about pictures, whose answers are rows. */
abstract class Pictures {
  readonly element: HTMLElement;
  protected readonly path: string;
  protected readonly controls = h("div", { class: "curves-head" });
  readonly #rows = h("div", { "aria-live": "polite" });
  readonly #draws = number(8);
  readonly #seed = number(1);

  constructor(run: string, title: string, note: string) {
    this.path = `api/runs/${encodeURIComponent(run)}`;
    this.element = h(
      "details",
      { class: "pictures", open: true },
      h("summary", {}, title),
      h("p", { class: "note" }, note),
      this.controls,
      this.#rows,
    );
  }

  protected get drawn(): { draws: number; seed: number } {
    return { draws: Number(this.#draws.value), seed: Number(this.#seed.value) };
  }

  protected get fields(): HTMLElement[] {
    return [field("draws", this.#draws), field("seed of the noise", this.#seed)];
  }

  /** Adds a row on top; a question that fails says why in its place. */
  protected async row(title: string, signal: AbortSignal, draw: () => Promise<HTMLElement[]>): Promise<void> {
    const place = h("figure", { class: "draws" }, h("figcaption", {}, title), h("p", { class: "note" }, "drawing ..."));
    clear(this.#rows);
    this.#rows.prepend(place);
    while (this.#rows.childElementCount > mostRows) {
      this.#rows.lastElementChild?.remove();
    }
    try {
      place.replaceChildren(...(await draw()));
    } catch (error) {
      place.remove();
      tell(this.#rows, error, signal);
    }
  }
}

/** Paints sentences, one after the other where that is asked for. */
export class Painting extends Pictures {
  readonly #sentences = h("div", { class: "sentences" });
  readonly #stepwise = h("input", { type: "checkbox" });
  readonly #more = button("Add a sentence", () => this.#add(""));
  #reads = Infinity;

  constructor(run: string, signal: AbortSignal) {
    super(
      run,
      "Paint sentences",
      "Rows of one seed are of the same noise: what differs between two is what the words did. " +
        "Of drawn shapes each picture says what can be read off it.",
    );
    const paint = new Asking("Paint", signal, within => this.#paint(within), { class: "primary" });
    const like = new Asking("Sentences of the data", signal, within => this.#like(within));
    this.controls.append(
      this.#sentences,
      this.#more,
      ...this.fields,
      h("label", { class: "check" }, this.#stepwise, " sentence by sentence"),
      paint.button,
      like.button,
    );
    this.#add("");
  }

  get #said(): string[] {
    return Array.from(this.#sentences.querySelectorAll("input"), input => input.value.trim()).filter(s => s !== "");
  }

  async #paint(signal: AbortSignal): Promise<void> {
    const said = this.#said;
    const rows = this.#stepwise.checked ? said.map((_, i) => said.slice(0, i + 1)) : [said];
    for (const sentences of rows) {
      await this.#ask({ sentences }, sentences.join(" "), signal);
    }
  }

  async #like(signal: AbortSignal): Promise<void> {
    const item = Math.floor(Math.random() * 100);
    const answer = await this.#ask({ sentences: [], like: item }, `item ${item} of the data`, signal);
    if (answer) {
      this.#sentences.replaceChildren();
      answer.sentences.forEach(sentence => this.#add(sentence));
    }
  }

  async #ask(
    what: { sentences: string[]; like?: number },
    title: string,
    signal: AbortSignal,
  ): Promise<PaintAnswer | undefined> {
    let given: PaintAnswer | undefined;
    await this.row(title, signal, async () => {
      const { seed } = this.drawn;
      const answer = await post<PaintAnswer>(`${this.path}/paint`, { ...what, ...this.drawn }, signal);
      given = answer;
      this.#reads = answer.reads;
      this.#limit();
      const read = answer.pictures.filter(p => p.agrees !== null);
      const right = read.filter(p => p.agrees === true).length;
      const share = read.length === 0 ? "" : `; ${right} of ${read.length} show all that was asked for`;
      return [
        h(
          "figcaption",
          {},
          h("q", {}, answer.sentences.join(" ")),
          ` after ${answer.step} updates, seed ${seed}${share}`,
        ),
        h(
          "div",
          { class: "strip" },
          ...answer.pictures.map((picture, i) => {
            const shown = picture.shown ?? (picture.agrees === null ? "" : "no drawn shape");
            return drawing(
              png(picture),
              `draw ${i + 1}${shown === "" ? "" : `: ${shown}`}`,
              shown,
              picture.agrees === null ? undefined : picture.agrees ? "agrees" : "differs",
            );
          }),
        ),
      ];
    });
    return given;
  }

  #add(text: string): void {
    const at = this.#sentences.childElementCount + 1;
    const input = h("input", {
      type: "text",
      size: 34,
      value: text,
      "aria-label": `sentence ${at}`,
      placeholder: `sentence ${at}`,
    });
    this.#sentences.append(input);
    this.#limit();
  }

  #limit(): void {
    this.#more.disabled = this.#sentences.childElementCount >= this.#reads;
  }
}

/** Colours a photograph. */
export class Colouring extends Pictures {
  readonly #file = h("input", { type: "file", accept: "image/*", "aria-label": "photograph" });
  readonly #side = number(0);

  constructor(run: string, signal: AbortSignal) {
    super(
      run,
      "Colour a photograph",
      `Its lightness is taken; more than ${mostSide} pixels a side are made fewer before it is sent to this server. ` +
        "A side of 0 is that of the pictures that the run learnt from.",
    );
    const ask = new Asking("Colour", signal, within => this.#colour(within), { class: "primary" });
    this.controls.append(
      field("photograph", this.#file),
      ...this.fields,
      field("shorter side at which it is coloured", this.#side),
      ask.button,
    );
  }

  async #colour(signal: AbortSignal): Promise<void> {
    const [file] = this.#file.files ?? [];
    await this.row(file?.name ?? "photograph", signal, async () => {
      if (file === undefined) {
        throw new Refused("no photograph is chosen");
      }
      const { grey, sent } = await lightness(file);
      const { seed } = this.drawn;
      const answer = await post<ColouriseAnswer>(
        `${this.path}/colourise`,
        { photograph: sent, ...this.drawn, side: Number(this.#side.value) },
        signal,
      );
      return [
        h(
          "figcaption",
          {},
          `${file.name} after ${answer.step} updates, seed ${seed}, coloured at ${answer.side} pixels`,
        ),
        h(
          "div",
          { class: "strip" },
          drawing(grey, "what is given", "given"),
          ...answer.pictures.map((picture, i) =>
            drawing(
              png(picture),
              `draw ${i + 1}`,
              `colourfulness ${short(picture.colourfulness, 3)}, ${short(100 * picture.clipped, 2)} % clipped`,
            ),
          ),
        ),
      ];
    });
  }
}

/** The question that a run's generator can be asked; none where it takes nothing. */
export function pictures(run: RunDetail, signal: AbortSignal): Painting | Colouring | undefined {
  const { name } = run.run;
  return run.takes === "sentences"
    ? new Painting(name, signal)
    : run.takes === "photograph"
      ? new Colouring(name, signal)
      : undefined;
}

function number(value: number): HTMLInputElement {
  return h("input", { type: "text", inputmode: "numeric", class: "number", value });
}

function field(name: string, input: HTMLElement): HTMLElement {
  return h("label", { class: "field" }, h("span", {}, name), input);
}

function png(picture: { readonly png: string }): string {
  return `data:image/png;base64,${picture.png}`;
}

function drawing(src: string, alt: string, text: string, mark?: string): HTMLElement {
  return h(
    "div",
    { class: "drawing", ...(mark === undefined ? {} : { "data-mark": mark }) },
    h("img", { src, alt }),
    h("span", { class: "note" }, text),
  );
}

/** A photograph without its colour, not larger than is sent: to look at, and its bytes as base64. */
async function lightness(file: File): Promise<{ grey: string; sent: string }> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, mostSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  ];
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const coloured = canvas.toDataURL("image/jpeg", 0.9);
  pen.globalCompositeOperation = "color";
  pen.fillStyle = "#808080";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  return { grey: canvas.toDataURL("image/jpeg", 0.9), sent: coloured.slice(coloured.indexOf(",") + 1) };
}
