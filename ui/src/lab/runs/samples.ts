// What a run has drawn, over time: sheets of images, or texts.

import { h } from "../dom";
import { tell } from "../trouble";

export class Samples {
  readonly element = h("div", {});
  readonly #run: string;
  readonly #signal: AbortSignal;
  readonly #count = h("output", { class: "count" });
  readonly #slider: HTMLInputElement;
  readonly #image: HTMLImageElement;
  readonly #text = h("pre", {});
  #files: readonly string[] = [];
  #chosen: number | undefined; // none: the last, and new ones as they come

  constructor(run: string, signal: AbortSignal) {
    this.#run = run;
    this.#signal = signal;
    this.#image = h("img", { class: "sheet", alt: `samples of ${run}` });
    this.#slider = h("input", {
      type: "range",
      min: 0,
      "aria-label": `samples of ${run} over time`,
      oninput: () => {
        this.#chosen = Number(this.#slider.value);
        this.#show();
      },
    });
  }

  /** Takes the names of the files that there are now. */
  take(files: readonly string[]): void {
    if (files.length === 0) {
      this.element.replaceChildren(h("p", { class: "note" }, "No samples yet."));
    } else if (files.join() !== this.#files.join()) {
      this.#files = files;
      this.#slider.max = String(files.length - 1);
      const player = h("div", { class: "player" }, files.length > 1 && this.#slider, this.#count);
      this.element.replaceChildren(player, (files[0] ?? "").endsWith(".png") ? this.#image : this.#text);
      this.#show();
    }
  }

  #show(): void {
    const place = Math.min(this.#chosen ?? Infinity, this.#files.length - 1);
    const file = this.#files[place] ?? "";
    const path = `api/runs/${encodeURIComponent(this.#run)}/samples/${encodeURIComponent(file)}`;
    this.#slider.value = String(place);
    this.#count.textContent = `after ${Number(file.replaceAll(/\D/g, ""))} updates`;
    if (file.endsWith(".png")) {
      this.#image.src = path;
    } else {
      void fetch(path, { signal: this.#signal })
        .then(answer => answer.text())
        .then(text => {
          this.#text.textContent = text;
        })
        .catch((error: unknown) => tell(this.element, error, this.#signal));
    }
  }
}
