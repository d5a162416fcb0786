import Plotly from "plotly.js-cartesian-dist-min";
import { saveCsv, savePng, saveSvg } from "./export";
import type { Figure } from "./figure";
import { isEqual, plots } from "./panel";
import { config } from "./plotly";
import type { Theme } from "./theme";

/** A figure on the page. It is built when it is first drawn, because a long report holds many. */
export class FigureView {
  readonly #host: HTMLElement;
  #figure: Figure | undefined;
  #panels: HTMLElement[] = [];

  readonly #given: Figure | undefined;

  /** A figure given, or else the one that stands in the host as JSON. */
  constructor(host: HTMLElement, given?: Figure) {
    this.#host = host;
    this.#given = given;
  }

  /** Takes another figure of as many panels in this one's place; it is drawn by the next draw. */
  show(figure: Figure): void {
    if (this.#figure) {
      this.#figure = figure;
    }
  }

  get isBuilt(): boolean {
    return this.#figure !== undefined;
  }

  /** Draws the figure, or draws it again in another theme. What goes wrong is shown in its place, and reported. */
  async draw(theme: Theme): Promise<void> {
    try {
      this.#figure ??= this.#build();
      const drawn = plots(this.#figure, theme).map(({ data, layout }, i) => {
        // Dragging scrolls the page where a finger does it.
        const dragmode = matchMedia("(pointer: coarse)").matches ? false : "zoom";
        return Plotly.react(this.#panels[i] as HTMLElement, data, { ...layout, dragmode }, config);
      });
      await Promise.all(drawn);
      this.#host.dataset["drawn"] = "true";
    } catch (error) {
      this.#host.dataset["failed"] = "true";
      this.#tell("drawn", error);
    }
  }

  /** Fits every panel to the room it has now. */
  resize(): void {
    for (const panel of this.#panels) {
      fit(panel);
    }
  }

  #build(): Figure {
    const figure = this.#given ?? (JSON.parse(this.#host.querySelector("script")?.textContent ?? "") as Figure);
    const id = this.#host.dataset["figureId"] ?? "figure";

    const head = element("div", "figure-head");
    const title = element("p", "figure-title", figure.title);
    head.append(
      title,
      this.#button("SVG", () => saveSvg(this.#figure ?? figure, id)),
      this.#button("PNG", () => savePng(this.#figure ?? figure, id)),
      this.#button("CSV", () => saveCsv(this.#figure ?? figure, id)),
    );

    const grid = element("div", "panels");
    grid.setAttribute("role", "img");
    grid.setAttribute("aria-label", figure.title);
    grid.style.setProperty("--columns", String(figure.columns));
    this.#panels = figure.panels.map(panel => {
      const cell = element("div", "panel-cell");
      const plot = element("div", isEqual(panel) ? "panel equal" : "panel");
      if (panel.title !== "") {
        cell.append(element("p", "panel-title", panel.title));
      }
      cell.append(plot);
      grid.append(cell);
      return plot;
    });

    this.#host.append(head, grid);
    const observer = new ResizeObserver(entries => entries.forEach(entry => fit(entry.target as HTMLElement)));
    this.#panels.forEach(panel => observer.observe(panel));
    return figure;
  }

  #button(format: string, save: () => Promise<void> | void): HTMLButtonElement {
    const button = element("button", "figure-save", format);
    button.type = "button";
    button.title = `Save this figure as ${format}`;
    button.addEventListener(
      "click",
      () =>
        void Promise.resolve()
          .then(save)
          .catch((error: unknown) => this.#tell("saved", error)),
    );
    return button;
  }

  #tell(undone: string, error: unknown): void {
    const message = element("p", "figure-error", `This figure could not be ${undone}. ${String(error)}`);
    message.setAttribute("role", "alert");
    this.#host.querySelector(".figure-error")?.remove();
    this.#host.append(message);
    reportError(error);
  }
}

/** Plotly follows the window only, and refuses what is not displayed. */
function fit(panel: HTMLElement): void {
  const isDrawn = "_fullLayout" in panel;
  if (isDrawn && panel.clientWidth > 0 && panel.clientHeight > 0) {
    Plotly.Plots.resize(panel);
  }
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
