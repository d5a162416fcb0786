// One cell of a phase diagram, opened beside it: what becomes of the game at these settings, and its spectrum.

import { link, writeSettings } from "./address";
import type { GameAnswer, GameInfo, PhaseCell } from "./api";
import { post } from "./client";
import { copyable, h, short } from "./dom";
import { Player } from "./player";
import { SpectrumChart } from "./spectrum";
import { stageFor, type Stage } from "./stages";
import { clear, tell } from "./trouble";
import { verdict } from "./verdict";

/** What a cell is: a game under a rule with all settings. */
export interface CellSetting {
  readonly game: GameInfo;
  readonly rule: string;
  /** The axes' settings, for the heading. */
  readonly place: Readonly<Record<string, number>>;
  /** Those of the game and those of the rule, apart. */
  readonly ofGame: Record<string, string>;
  readonly ofRule: Record<string, string>;
  readonly steps: string;
  readonly seed: string;
}

export class CellView {
  readonly element = h("aside", { class: "chosen", "aria-live": "polite", "aria-label": "the chosen cell" });
  readonly #heading = h("p", {});
  readonly #stageHost = h("div", { class: "stage" });
  readonly #verdict = h("div", {});
  readonly #command = h("div", { class: "commands" });
  readonly #player = new Player(frame => this.#stage?.show(frame));
  readonly #spectrum = new SpectrumChart();
  readonly #eigenvalues = h(
    "figure",
    {},
    h("figcaption", {}, "Eigenvalues of one update, against the unit circle"),
    this.#spectrum.element,
  );
  readonly #leaving: AbortSignal;
  #stage: Stage | undefined;
  #asking: AbortController | undefined;

  constructor(leaving: AbortSignal) {
    this.#leaving = leaving;
    this.element.hidden = true;
  }

  async show(setting: CellSetting, cell: PhaseCell): Promise<void> {
    const { game, rule, steps, seed } = setting;
    const address = link("games", {
      game: game.entry.name,
      rules: rule,
      set: writeSettings(setting.ofGame),
      sets: writeSettings(setting.ofRule),
      steps,
      seed,
    });
    this.#heading.replaceChildren(
      h(
        "strong",
        {},
        Object.entries(setting.place)
          .map(([name, value]) => `${name} = ${short(value)}`)
          .join(", "),
      ),
      `: predicted ${cell.predicted ?? "nothing"}`,
      cell.radius === null ? "" : ` (radius ${short(cell.radius, 6)})`,
      `, measured ${cell.measured}. `,
      h("a", { href: address }, "Play with it"),
    );
    if (this.element.hidden) {
      this.element.hidden = false;
      this.element.replaceChildren(
        this.#heading,
        this.#stageHost,
        this.#player.element,
        this.#eigenvalues,
        this.#verdict,
        this.#command,
      );
    }
    await this.#run(setting);
  }

  close(): void {
    this.#asking?.abort();
    this.#player.close();
    this.#stage?.close();
    this.#spectrum.close();
  }

  hide(): void {
    this.#asking?.abort();
    this.element.hidden = true;
  }

  async #run(setting: CellSetting, start?: number[]): Promise<void> {
    this.#asking?.abort();
    this.#asking = new AbortController();
    const signal = AbortSignal.any([this.#asking.signal, this.#leaving]);
    const both = (name: string) => name in setting.ofGame && name in setting.ofRule;
    const named = (settings: Record<string, string>, whose: string) =>
      Object.entries(settings).map(([n, v]) => [both(n) ? `${whose}.${n}` : n, v] as const);
    try {
      const answer = await post<GameAnswer>(
        "api/games/run",
        {
          game: setting.game.entry.name,
          rules: [
            {
              rule: setting.rule,
              settings: Object.fromEntries([...named(setting.ofGame, "game"), ...named(setting.ofRule, "rule")]),
            },
          ],
          steps: Number(setting.steps),
          seed: Number(setting.seed),
          ...(start === undefined ? {} : { start }),
        },
        signal,
      );
      clear(this.element);
      this.#take(answer, setting);
    } catch (error) {
      tell(this.element, error, signal);
    }
  }

  #take(answer: GameAnswer, setting: CellSetting): void {
    const stage = stageFor(answer);
    if (this.#stage?.kind !== stage.kind || this.#stage.game !== setting.game) {
      this.#stage?.close();
      this.#stage = stage.make(setting.game, start => void this.#run(setting, start));
      this.#stageHost.replaceChildren(this.#stage.element);
    }
    this.#stage.take(answer);
    this.#player.take(answer.runs[0]?.steps ?? [0], false);
    this.#eigenvalues.hidden = answer.runs.every(run => run.eigenvalues.length === 0);
    this.#spectrum.take(answer);
    this.#verdict.replaceChildren(verdict(answer, 0));
    this.#command.replaceChildren(copyable(answer.runs[0]?.command ?? ""));
  }
}
