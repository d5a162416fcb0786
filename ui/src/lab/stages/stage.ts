import type { Axis, Figure, Trace } from "../../figure";
import type { GameAnswer, GameInfo } from "../api";

/** What a game looks like, frame by frame. */
export interface Stage {
  readonly element: HTMLElement;
  readonly kind: string;
  readonly game: GameInfo;
  take(answer: GameAnswer): void;
  show(frame: number): void;
  /** What is shown, as the figure of a report. */
  figure(): Figure;
  close(): void;
}

/** Asks for the same from another start. */
export type Restart = (start: number[]) => void;

export function single(title: string, x: Axis, y: Axis, traces: readonly Trace[]): Figure {
  return { title, columns: 1, panels: [{ title: "", x, y, traces, rules: [] }] };
}

/** The frame of a run that stands for a frame of the player. */
export function last(answer: GameAnswer, run: number, frame: number): number {
  return Math.min(frame, (answer.runs[run]?.steps.length ?? 1) - 1);
}
