// A question that takes long: its button asks, and while it is being asked stops.

import { button, h } from "../dom";
import { tell } from "../trouble";

export class Asking {
  readonly button: HTMLButtonElement;
  readonly #words: string;
  readonly #within: AbortSignal;
  #asked: AbortController | undefined;

  constructor(words: string, within: AbortSignal, ask: (signal: AbortSignal) => Promise<void>, look: object = {}) {
    this.#words = words;
    this.#within = within;
    this.button = button(words, () => void this.toggle(ask), { ...look });
  }

  get isAsking(): boolean {
    return this.#asked !== undefined;
  }

  /** Asks; what is being asked already is stopped instead. */
  async toggle(ask: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#asked) {
      this.#asked.abort();
      return;
    }
    this.#asked = new AbortController();
    this.button.textContent = "Stop";
    try {
      await ask(AbortSignal.any([this.#asked.signal, this.#within]));
    } finally {
      this.#asked = undefined;
      this.button.textContent = this.#words;
    }
  }
}

/** Has an answer written into an element, with words until it is there, and what went wrong instead of it. */
export async function answerInto(
  element: HTMLElement,
  words: string,
  signal: AbortSignal,
  write: () => Promise<void>,
): Promise<void> {
  element.replaceChildren(h("p", { class: "note" }, words));
  try {
    await write();
  } catch (error) {
    element.replaceChildren();
    tell(element, error, signal);
  }
}
