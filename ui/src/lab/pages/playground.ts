// Two GANs in the plane, side by side, from one seed.

import { readSettings, remember, writeSettings } from "../address";
import type { CatalogInfo, EntryInfo } from "../api";
import { theme, type Chart } from "../canvas";
import { catalogue } from "../client";
import { button, h, select } from "../dom";
import { form, type Form } from "../form";
import { Side, type Watching } from "../playground/side";
import { Variant } from "../playground/variant";

class PlaygroundPage implements Watching {
  readonly #signal: AbortSignal;
  readonly #known: CatalogInfo;
  readonly #controls = h("section", { class: "controls", "aria-label": "settings" });
  readonly #sides: Side[];
  readonly #variants: Variant[];
  readonly #shown = new Set<string>(["pull"]);
  readonly #pause = button("Pause", () => this.#toggle());
  #data: string;
  #dataForm: Form | undefined;
  #dataSettings: Record<string, string>;
  #seed: string;
  #shownClass: string;
  #hand: number[] = [];
  #paused = false;
  #pace: number;

  constructor(host: HTMLElement, query: URLSearchParams, signal: AbortSignal, known: CatalogInfo) {
    this.#signal = signal;
    this.#known = known;
    this.#data = query.get("data") ?? "ring";
    this.#dataSettings = readSettings(query.get("set"));
    this.#seed = query.get("seed") ?? "1";
    this.#shownClass = query.get("class") ?? "";
    this.#pace = Number(query.get("pace") ?? "10");
    this.#variants = ["Left", "Right"].map((title, i) => new Variant(title, i, query, known, () => this.#run()));
    this.#sides = [new Side(this, "left"), new Side(this, "right")];
    signal.addEventListener("abort", () => {
      this.#sides.forEach(side => side.close());
    });
    const colours = theme();
    host.append(
      h("h1", {}, "Playground"),
      h(
        "p",
        { class: "legend" },
        h("span", { style: `--key: ${colours.ink}` }, "real"),
        h("span", { style: `--key: ${colours.series[1] ?? ""}` }, "generated, and the generator's loss"),
        h("span", { style: "--key: #0072b2" }, "where the discriminator says real, and its loss"),
        h("span", { style: "--key: #e69f00" }, "where it says generated"),
      ),
      h("div", { class: "gans" }, ...this.#sides.map(side => side.element)),
      h(
        "div",
        { class: "player" },
        button("Start again", () => this.#run(), { class: "primary" }),
        this.#pause,
        this.#show("pull", "where samples are pulled"),
        this.#show("manifold", "the latent grid's image"),
      ),
      this.#controls,
    );
    this.#build();
    this.#run();
  }

  shows(what: string): boolean {
    return this.#shown.has(what);
  }

  drawnByHand(): readonly number[] {
    return this.#data === "drawn" ? this.#hand : [];
  }

  /**
   * Both sides stay at the same update. While one waits or is paused, nobody takes what the server sends, and so it
   * waits.
   */
  async pace(side: Side): Promise<void> {
    do {
      await new Promise<void>(done => requestAnimationFrame(() => done()));
    } while (
      !this.#signal.aborted &&
      (this.#paused || (this.#pace > 0 && this.#sides.some(other => other.step < side.step)))
    );
  }

  /** On a set drawn by hand, a click on the picture adds a point. */
  drawing(chart: Chart): void {
    chart.element.addEventListener("click", event => {
      if (this.#data === "drawn") {
        this.#hand.push(...chart.at(event).map(v => Number(v.toPrecision(4))));
        this.#dataSettings = { ...this.#dataForm?.changed(), coordinates: this.#hand.join(",") };
        this.#build();
        this.#run();
      }
    });
  }

  #toggle(): void {
    this.#paused = !this.#paused;
    this.#pause.textContent = this.#paused ? "Go on" : "Pause";
  }

  #show(what: string, label: string): HTMLElement {
    const box = h("input", {
      type: "checkbox",
      checked: this.#shown.has(what),
      onchange: () => {
        if (box.checked) {
          this.#shown.add(what);
        } else {
          this.#shown.delete(what);
        }
      },
    });
    return h("label", { class: "check" }, box, ` ${label}`);
  }

  #build(): void {
    const again = () => this.#run();
    const entry = this.#known.data.find(d => d.name === this.#data) as EntryInfo;
    this.#dataForm = form(entry, this.#dataSettings, again);
    const shown = h("input", {
      type: "text",
      inputmode: "numeric",
      class: "number",
      placeholder: "mean",
      value: this.#shownClass,
      onchange: () => {
        this.#shownClass = shown.value.trim();
        again();
      },
    });
    const seed = h("input", {
      type: "text",
      inputmode: "numeric",
      class: "number",
      value: this.#seed,
      onchange: () => {
        this.#seed = seed.value;
        again();
      },
    });
    this.#controls.replaceChildren(
      h(
        "div",
        { class: "three" },
        h(
          "div",
          {},
          select(
            "Data",
            this.#known.data.map(d => [d.name, d.name]),
            this.#data,
            name => {
              this.#data = name;
              this.#dataSettings = {};
              this.#hand = [];
              this.#build();
              again();
            },
          ),
          h(
            "p",
            { class: "note" },
            this.#data === "drawn" ? "Click on a picture to add a point." : `${entry.summary}.`,
          ),
          this.#data === "drawn" &&
            button("Clear the points", () => {
              this.#hand = [];
              this.#dataSettings = {};
              this.#build();
              again();
            }),
          this.#dataForm.element,
          h("label", { class: "field" }, h("span", {}, "seed of both"), seed),
          this.#variants.some(v => (v.asked.conditioning ?? []).length > 0) &&
            h(
              "div",
              {},
              h("p", { class: "note" }, "Points have the colours of their classes; generated ones have a rim."),
              h("label", { class: "field" }, h("span", {}, "class whose scores are shown"), shown),
            ),
          select(
            "updates a picture",
            [
              ["1", "1"],
              ["10", "10"],
              ["50", "50"],
              ["200", "200"],
              ["0", "as many as it can"],
            ],
            String(this.#pace),
            value => {
              this.#pace = Number(value);
              again();
            },
          ),
        ),
        ...this.#variants.map(v => v.element),
      ),
    );
  }

  #run(): void {
    this.#dataSettings = this.#dataForm?.changed() ?? {};
    const query = new URLSearchParams({
      data: this.#data,
      set: writeSettings(this.#dataSettings),
      seed: this.#seed,
      pace: String(this.#pace),
      class: this.#shownClass,
    });
    this.#variants.forEach((variant, i) => {
      variant.remember(query, i);
      void this.#sides[i]?.run(
        {
          data: { name: this.#data, settings: this.#dataSettings },
          ...variant.asked,
          seed: Number(this.#seed),
          pace: this.#pace,
          shown: this.#shownClass === "" ? null : Number(this.#shownClass),
        },
        this.#signal,
      );
    });
    remember("playground", query);
  }
}

export async function open(host: HTMLElement, query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const known = await catalogue();
  if (!signal.aborted) {
    new PlaygroundPage(host, query, signal, known);
  }
}
