import type { Axis, Figure, Trace } from "../../figure";
import type { GameAnswer, GameInfo, PictureInfo } from "../api";
import { Chart, draggable, spread, theme } from "../canvas";
import { h, perFrame } from "../dom";
import { line, points } from "../saver";
import { last, single, type Restart, type Stage } from "./stage";

/** Densities and a discriminator over the line that the data lie on. */
export class Scene implements Stage {
  readonly kind = "scene";
  readonly game: GameInfo;
  readonly element: HTMLElement;
  readonly #legend = h("p", { class: "legend" });
  readonly #chart: Chart;
  #answer: GameAnswer | undefined;
  #frame = 0;

  constructor(game: GameInfo, restart: Restart) {
    this.game = game;
    this.#chart = new Chart({ label: game.entry.name, x: "data", y: "", aspect: 0.55 }, () => this.#draw());
    this.element = h("div", {}, this.#legend, this.#chart.element);
    const ask = perFrame((start: number[]) => restart(start));
    let held = 0;
    draggable(this.#chart, {
      take: ([x]) => {
        held = this.#nearest(x);
      },
      move: ([x]) => ask((this.#answer?.start ?? []).map((v, i) => (i === held ? Number(x.toPrecision(4)) : v))),
    });
  }

  take(answer: GameAnswer): void {
    this.#answer = answer;
    const scene = answer.scene as NonNullable<GameAnswer["scene"]>;
    const grid = scene.grid;
    const values = [
      ...scene.target.curves,
      ...scene.frames.flatMap(run => run.flatMap((p, i) => (i % 8 === 0 ? p.curves : []))),
    ].flatMap(c => c.values);
    const [low, high] = spread(values, 0.02);
    this.#chart.window = { x: [grid[0] as number, grid.at(-1) as number], y: [Math.min(low, -0.12 * high), high] };
    this.#chart.describe(
      `${this.game.entry.name}: ${answer.runs.map(r => `${r.rule} ${r.measured.verdict}`).join("; ")}`,
    );
    this.#key(scene);
    this.#chart.redraw();
  }

  show(frame: number): void {
    this.#frame = frame;
    this.#chart.paint();
  }

  figure(): Figure {
    const answer = this.#answer as GameAnswer;
    const scene = answer.scene as NonNullable<GameAnswer["scene"]>;
    const drawn = (picture: PictureInfo, name: string): Trace[] => [
      ...picture.curves.map(c => line(`${c.name}${name}`, scene.grid, c.values)),
      ...(picture.points.length > 0
        ? [
            points(
              `points${name}`,
              picture.points.map(p => p.at),
              picture.points.map(() => 0),
            ),
          ]
        : []),
      ...picture.intervals.map(([low, high], k) =>
        line(`interval ${k + 1}${name}`, [low ?? null, high ?? null], [0, 0]),
      ),
    ];
    const axis = (title: string): Axis => ({ title, log: false, equal: false });
    return single(this.game.entry.name, axis("data"), axis(""), [
      ...drawn(scene.target, ""),
      ...answer.runs.flatMap((run, i) =>
        drawn(
          scene.frames[i]?.[last(answer, i, this.#frame)] as PictureInfo,
          ` (${run.rule}, update ${run.steps[last(answer, i, this.#frame)] ?? 0})`,
        ),
      ),
    ]);
  }

  close(): void {
    this.#chart.close();
  }

  #nearest(x: number): number {
    const start = this.#answer?.start ?? [];
    const count = this.#answer?.scene?.movable ?? 1;
    let best = 0;
    for (let i = 0; i < count; i++) {
      best = Math.abs((start[i] as number) - x) < Math.abs((start[best] as number) - x) ? i : best;
    }
    return best;
  }

  #draw(): void {
    const answer = this.#answer;
    const scene = answer?.scene;
    if (!answer || !scene) {
      return;
    }
    const colours = theme();
    this.#chart.rule(0, false, colours.muted);
    scene.frames.forEach((frames, i) =>
      this.#picture(frames[last(answer, i, this.#frame)] as PictureInfo, scene.grid, colours.series[i] as string, i),
    );
    this.#target(scene);
  }

  #picture(picture: PictureInfo, grid: readonly number[], colour: string, place: number): void {
    const { pen, inner } = this.#chart;
    picture.intervals.forEach(([low, high], k) => {
      const [from, to] = [this.#chart.x(low ?? -1e9), this.#chart.x(high ?? 1e9)];
      const y = this.#chart.y(0) + 8 + 14 * place + 5 * k;
      pen.fillStyle = colour;
      pen.globalAlpha = 0.07;
      pen.fillRect(Math.min(from, to), inner.top, Math.abs(to - from), inner.height);
      pen.globalAlpha = 1;
      pen.fillRect(Math.min(from, to) - 1, y, Math.max(3, Math.abs(to - from)), 4);
    });
    for (const curve of picture.curves) {
      this.#chart.line(grid, curve.values, colour, 2.25);
    }
    for (const point of picture.points) {
      this.#chart.dot(point.at, 0, 4 + 4 * Math.min(1, point.mass), colour);
    }
  }

  /** The target lies on top, in dashes, so that it is seen where it is met. */
  #target({ target, grid }: NonNullable<GameAnswer["scene"]>): void {
    const { pen } = this.#chart;
    pen.setLineDash([6, 4]);
    for (const curve of target.curves) {
      this.#chart.line(grid, curve.values, theme().ink, 1.75);
    }
    pen.setLineDash([]);
    for (const point of target.points) {
      const [x, y] = [this.#chart.x(point.at), this.#chart.y(0)];
      pen.beginPath();
      pen.moveTo(x, y - 12);
      pen.lineTo(x, y + 12);
      pen.strokeStyle = theme().ink;
      pen.lineWidth = 2;
      pen.stroke();
    }
  }

  #key(scene: NonNullable<GameAnswer["scene"]>): void {
    const entry = (name: string, colour: string) => h("span", { style: `--key: ${colour}` }, name);
    const ink = theme().ink;
    this.#legend.replaceChildren(
      ...scene.target.curves.map(c => entry(c.name, ink)),
      scene.target.points.length > 0 ? entry("true points", ink) : "",
      ...(this.#answer?.runs ?? []).map((run, i) => {
        const first = scene.frames[i]?.[0];
        const parts = [
          ...(first?.curves ?? []).map(c => c.name),
          ...(first?.intervals.length ? ["the discriminator's intervals"] : []),
          ...(first?.points.length ? ["generated points"] : []),
        ];
        return entry(`${run.rule}: ${parts.join(", ")}`, theme().series[i] ?? "");
      }),
    );
  }
}
