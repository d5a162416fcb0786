// Figures that grow while they are looked at: only what has come since is asked for, and what is kept is thinned.

import type { SeriesInfo, WatchedFigures } from "../api";

const most = 4000;

export interface Series {
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
}

export class Growing {
  #version = "";
  #step = -1;
  #rounds = new Map<string, Series>();
  #layers = new Map<string, Series>();

  /** The query that asks for what has come since. */
  get query(): string {
    return `after=${this.#step}&version=${encodeURIComponent(this.#version)}`;
  }

  /** The last round that is known. */
  get step(): number {
    return this.#step;
  }

  get rounds(): ReadonlyMap<string, Series> {
    return this.#rounds;
  }

  get layers(): ReadonlyMap<string, Series> {
    return this.#layers;
  }

  /** Takes what has come; of another version all there is. */
  take(figures: WatchedFigures): void {
    if (figures.version !== this.#version) {
      this.#rounds = new Map();
      this.#layers = new Map();
    }
    this.#version = figures.version;
    this.#step = figures.step;
    append(this.#rounds, figures.rounds);
    append(this.#layers, figures.layers);
  }
}

function append(known: Map<string, Series>, news: readonly SeriesInfo[]): void {
  for (const { name, steps, values } of news) {
    const before = known.get(name) ?? { steps: [], values: [] };
    known.set(name, thinned({ steps: [...before.steps, ...steps], values: [...before.values, ...values] }));
  }
}

/** Every other value of a series that is too long, and the last. */
function thinned({ steps, values }: Series): Series {
  if (steps.length <= most) {
    return { steps, values };
  }
  const keep = (_: unknown, i: number) => i % 2 === 0 || i === steps.length - 1;
  return thinned({ steps: steps.filter(keep), values: values.filter(keep) });
}
