// What a watched script's attempts look like over their rounds: six panels, one attempt drawn full and another dashed.

import type { Axis, Figure, Line, Panel } from "../../figure";
import type { Series } from "./growing";

/** An attempt's figures. */
export interface Attempt {
  readonly name: string;
  readonly rounds: ReadonlyMap<string, Series>;
  readonly layers: ReadonlyMap<string, Series>;
}

const mostLayers = 7; // as many as there are colours
const [generator, discriminator, third] = [0, 1, 2];

export function figureOf(shown: Attempt, beside: Attempt | undefined): Figure {
  const attempts = beside === undefined ? [shown] : [shown, beside];
  const panel = (
    title: string,
    log: boolean,
    lines: readonly (readonly [column: string, name: string, colour: number, spread?: string])[],
  ): Panel =>
    panelOf(
      title,
      log,
      attempts.flatMap(attempt =>
        lines.flatMap(([column, name, colour, spread]) =>
          lineOf(attempt, beside, attempt.rounds.get(column), name, colour, attempt.rounds.get(spread ?? "")),
        ),
      ),
    );
  return {
    title: "rounds",
    columns: 2,
    panels: [
      panel("losses", false, [
        ["loss_g", "generator", generator],
        ["loss_d", "discriminator", discriminator],
      ]),
      panel("scores: mean and spread", false, [
        ["score_real", "real", third, "score_real_sd"],
        ["score_fake", "generated", generator, "score_fake_sd"],
      ]),
      panel("norms of the gradients", true, [
        ["grad_g", "generator", generator],
        ["grad_d", "discriminator", discriminator],
      ]),
      panel("learning rates", true, [
        ["lr_g", "generator", generator],
        ["lr_d", "discriminator", discriminator],
      ]),
      ...(["generator", "discriminator"] as const).map(player => byLayer(player, attempts, beside)),
    ],
  };
}

function byLayer(player: string, attempts: readonly Attempt[], beside: Attempt | undefined): Panel {
  const names = [...new Set(attempts.flatMap(a => [...a.layers.keys()]))].filter(n => n.startsWith(`${player}/`));
  const chosen = spreadOver(names, mostLayers);
  const left = names.length - chosen.length;
  return panelOf(
    `norms by layer of the ${player}${left > 0 ? `, ${left} layers left out` : ""}`,
    true,
    attempts.flatMap(attempt =>
      chosen.flatMap((name, i) =>
        lineOf(attempt, beside, attempt.layers.get(name), name.slice(player.length + 1), i, undefined),
      ),
    ),
  );
}

/** The first, the last, and others evenly between. */
function spreadOver<T>(all: readonly T[], most: number): readonly T[] {
  return all.length <= most
    ? all
    : Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))] as T);
}

function lineOf(
  attempt: Attempt,
  beside: Attempt | undefined,
  series: Series | undefined,
  name: string,
  colour: number,
  spread: Series | undefined,
): Line[] {
  if (series === undefined) {
    return [];
  }
  const isShown = attempt !== beside;
  const line: Line = {
    kind: "line",
    name: isShown ? name : `${name} (${attempt.name})`,
    x: series.steps,
    y: series.values,
    stroke: isShown ? "solid" : "dash",
    colour,
  };
  return [
    isShown && spread !== undefined && spread.steps.length === series.steps.length
      ? { ...line, low: ends(series, spread, -1), high: ends(series, spread, 1) }
      : line,
  ];
}

function ends(mean: Series, spread: Series, sign: number): (number | null)[] {
  return mean.values.map((value, i) => {
    const by = spread.values[i] ?? null;
    return value === null || by === null ? null : value + sign * by;
  });
}

function panelOf(title: string, log: boolean, traces: readonly Line[]): Panel {
  const axis: Axis = { title: "", log: false, equal: false };
  return { title, x: { ...axis, title: "rounds" }, y: { ...axis, log }, traces, rules: [] };
}
