import type { GameAnswer } from "./api";
import { theme } from "./canvas";
import { h, short } from "./dom";

/** What was predicted of a run beside what happened. */
export function verdict(answer: GameAnswer, i: number): HTMLElement {
  const run = answer.runs[i] as GameAnswer["runs"][number];
  const { predicted, measured } = run;
  const words = (v: string | null, approach: string | null) =>
    [v ?? "no prediction", approach].filter(w => w !== null).join(", ");
  const agree = predicted.verdict === null || predicted.verdict === measured.verdict;
  return h(
    "section",
    { class: "verdict", style: `--series: ${theme().series[i] ?? ""}`, "aria-label": `verdict of ${run.rule}` },
    h("h2", {}, run.rule),
    h(
      "dl",
      {},
      h("dt", {}, "predicted"),
      h(
        "dd",
        { "data-verdict": predicted.verdict ?? "none" },
        words(predicted.verdict, predicted.approach),
        predicted.radius === null ? "" : `, radius ${short(predicted.radius, 6)}`,
      ),
      h("dt", {}, "measured"),
      h(
        "dd",
        { "data-verdict": measured.verdict },
        words(measured.verdict, measured.approach),
        measured.rate === null ? "" : `, rate ${short(measured.rate, 3)} an update`,
      ),
    ),
    h(
      "p",
      { class: "note" },
      run.explanation ?? predicted.note ?? "",
      agree
        ? ""
        : " Prediction and measurement differ: the linearisation speaks of small displacements and of many updates.",
    ),
    run.closedForm !== null &&
      h("p", { class: "note" }, `Closed form: radius ${short(run.closedForm.radius, 6)} (${run.closedForm.source}).`),
  );
}
