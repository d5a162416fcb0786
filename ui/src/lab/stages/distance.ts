import type { Figure } from "../../figure";
import type { GameAnswer, GameInfo } from "../api";
import { Chart, theme } from "../canvas";
import { short } from "../dom";
import { line } from "../saver";
import { last, single, type Stage } from "./stage";

/** A game of many coordinates: how far it is from its target. */
export class Distance implements Stage {
  readonly kind = "distance";
  readonly game: GameInfo;
  readonly #chart: Chart;
  #answer: GameAnswer | undefined;
  #frame = 0;

  constructor(game: GameInfo) {
    this.game = game;
    this.#chart = new Chart(
      { label: "distance from the target", x: "update", y: "distance from the target", aspect: 0.55, logY: true },
      () => this.#draw(),
    );
  }

  get element(): HTMLElement {
    return this.#chart.element;
  }

  take(answer: GameAnswer): void {
    this.#answer = answer;
    const positive = answer.runs.flatMap(r => r.distances).filter((d): d is number => d !== null && d > 0);
    const high = Math.max(1e-12, ...positive);
    this.#chart.window = {
      x: [0, Math.max(1, answer.runs[0]?.steps.at(-1) ?? 1)],
      y: [Math.max(1e-14, Math.min(high / 10, ...positive)), 2 * high],
    };
    this.#chart.describe(
      answer.runs.map(r => `${r.rule}: distance ${short(r.measured.distance)} at the end`).join("; "),
    );
    this.#chart.redraw();
  }

  show(frame: number): void {
    this.#frame = frame;
    this.#chart.paint();
  }

  figure(): Figure {
    return single(
      `${this.game.entry.name}: distance from the target`,
      { title: "update", log: false, equal: false },
      { title: "distance from the target", log: true, equal: false },
      (this.#answer?.runs ?? []).map(run => line(run.rule, run.steps, run.distances)),
    );
  }

  close(): void {
    this.#chart.close();
  }

  #draw(): void {
    const answer = this.#answer;
    answer?.runs.forEach((run, i) => {
      const end = last(answer, i, this.#frame);
      this.#chart.line(
        run.steps,
        run.distances.map(d => (d === 0 ? null : d)),
        theme().series[i] as string,
        2,
        end + 1,
      );
    });
  }
}
