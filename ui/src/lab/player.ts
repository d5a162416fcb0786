// Step, play, pause, speed and back over recorded frames.

import { button, h } from "./dom";

const speeds: readonly (readonly [string, number])[] = [
  ["¼×", 0.25],
  ["½×", 0.5],
  ["1×", 1],
  ["4×", 4],
  ["16×", 16],
];

/** Frames a second at speed 1. */
const base = 60;

export class Player {
  readonly element: HTMLElement;
  readonly #show: (frame: number) => void;
  readonly #play = button("Play", () => this.#toggle(), { class: "primary" });
  readonly #slider = h("input", {
    type: "range",
    min: 0,
    max: 0,
    value: 0,
    "aria-label": "update",
    oninput: () => this.#go(Number(this.#slider.value)),
  });
  readonly #label = h("output", { class: "count" });
  #steps: readonly number[] = [0];
  #frame = 0;
  #speed = 1;
  #playing = false;
  #last = 0;
  #closed = false;

  constructor(show: (frame: number) => void) {
    this.#show = show;
    const speed = h(
      "select",
      {
        "aria-label": "speed",
        onchange: () => {
          this.#speed = Number(speed.value);
        },
      },
      ...speeds.map(([name, value]) => h("option", { value }, name)),
    );
    speed.value = "1";
    this.element = h(
      "div",
      { class: "player", role: "group", "aria-label": "player" },
      button("|‹", () => this.#go(0), { "aria-label": "back to the start", title: "back to the start" }),
      button("‹", () => this.#go(this.#frame - 1), { "aria-label": "one back", title: "one back" }),
      this.#play,
      button("›", () => this.#go(this.#frame + 1), { "aria-label": "one step", title: "one step" }),
      speed,
      this.#slider,
      this.#label,
    );
    document.addEventListener("keydown", this.#key);
  }

  take(steps: readonly number[], play: boolean): void {
    const atEnd = this.#frame >= this.#steps.length - 1;
    this.#steps = steps;
    this.#slider.max = String(steps.length - 1);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (play && !still) {
      this.#frame = 0;
      this.#start();
    } else if (play || atEnd) {
      this.#frame = steps.length - 1;
    }
    this.#draw();
  }

  close(): void {
    this.#closed = true;
    this.#playing = false;
    document.removeEventListener("keydown", this.#key);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || target.closest("input, select, textarea, button, a, summary")) {
      return;
    }
    const act = {
      " ": () => this.#toggle(),
      ArrowRight: () => this.#go(this.#frame + 1),
      ArrowLeft: () => this.#go(this.#frame - 1),
      Home: () => this.#go(0),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  };

  #toggle(): void {
    if (this.#playing) {
      this.#pause();
    } else {
      this.#frame = this.#frame >= this.#steps.length - 1 ? 0 : this.#frame;
      this.#start();
    }
  }

  #start(): void {
    this.#play.textContent = "Pause";
    if (!this.#playing) {
      this.#playing = true;
      this.#last = performance.now();
      requestAnimationFrame(this.#tick);
    }
  }

  #pause(): void {
    this.#playing = false;
    this.#play.textContent = "Play";
  }

  readonly #tick = (now: number): void => {
    if (!this.#playing || this.#closed) {
      return;
    }
    this.#frame = Math.min(
      this.#frame + (Math.max(0, now - this.#last) / 1000) * base * this.#speed,
      this.#steps.length - 1,
    );
    this.#last = now;
    this.#draw();
    if (this.#frame >= this.#steps.length - 1) {
      this.#pause();
    } else {
      requestAnimationFrame(this.#tick);
    }
  };

  #go(frame: number): void {
    this.#pause();
    this.#frame = Math.max(0, Math.min(Math.floor(frame), this.#steps.length - 1));
    this.#draw();
  }

  #draw(): void {
    const frame = Math.floor(Math.min(this.#frame, this.#steps.length - 1));
    this.#slider.value = String(frame);
    this.#label.textContent = `update ${this.#steps[frame] ?? 0}`;
    this.#show(frame);
  }
}
