// The eigenvalues against the unit circle, and the radius against the step.

import type { GameAnswer, ScanAnswer } from "./api";
import { Chart, spread, theme } from "./canvas";
import { short } from "./dom";
import type { Figure } from "../figure";
import { line, points } from "./saver";

export class SpectrumChart {
  readonly #chart = new Chart({ label: "eigenvalues", x: "real part", y: "imaginary part", aspect: 1 }, () =>
    this.#draw(),
  );
  #answer: GameAnswer | undefined;

  get element(): HTMLCanvasElement {
    return this.#chart.element;
  }

  take(answer: GameAnswer): void {
    this.#answer = answer;
    const reach = Math.max(
      1.25,
      ...answer.runs.flatMap(r => r.eigenvalues.map(e => 1.15 * Math.max(Math.abs(e.re), Math.abs(e.im)))),
    );
    this.#chart.window = { x: [-reach, reach], y: [-reach, reach] };
    this.#chart.describe(
      answer.runs
        .map(r =>
          r.eigenvalues.length === 0
            ? `${r.rule} has no eigenvalues here`
            : `eigenvalues of ${r.rule}: ${r.eigenvalues
                .slice(0, 8)
                .map(e => `${short(e.re)} ${e.im < 0 ? "−" : "+"} ${short(Math.abs(e.im))} i`)
                .join(", ")}`,
        )
        .join("; "),
    );
    this.#chart.redraw();
  }

  figure(): Figure {
    const turns = Array.from({ length: 181 }, (_, i) => (i * Math.PI) / 90);
    const axis = (title: string) => ({ title, log: false, equal: true });
    return {
      title: "Eigenvalues of one update",
      columns: 1,
      panels: [
        {
          title: "",
          x: axis("real part"),
          y: axis("imaginary part"),
          rules: [],
          traces: [
            line("unit circle", turns.map(Math.cos), turns.map(Math.sin)),
            ...(this.#answer?.runs ?? []).map(run =>
              points(
                run.rule,
                run.eigenvalues.map(e => e.re),
                run.eigenvalues.map(e => e.im),
              ),
            ),
          ],
        },
      ],
    };
  }

  close(): void {
    this.#chart.close();
  }

  #draw(): void {
    const { pen } = this.#chart;
    const colours = theme();
    const [cx, cy] = [this.#chart.x(0), this.#chart.y(0)];
    pen.beginPath();
    pen.ellipse(cx, cy, this.#chart.x(1) - cx, cy - this.#chart.y(1), 0, 0, 2 * Math.PI);
    pen.globalAlpha = 0.08;
    pen.fillStyle = colours.series[2] as string;
    pen.fill();
    pen.globalAlpha = 1;
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 1.5;
    pen.stroke();
    this.#answer?.runs.forEach((run, i) => {
      for (const e of run.eigenvalues) {
        this.#chart.dot(e.re, e.im, 5, colours.series[i] as string);
      }
    });
  }
}

export class StepChart {
  readonly #chart = new Chart(
    {
      label: "radius against the learning rate",
      x: "learning rate of both players",
      y: "spectral radius",
      aspect: 0.62,
      logX: true,
    },
    () => this.#draw(),
  );
  #scan: ScanAnswer | undefined;
  #now = NaN;

  constructor(take: (eta: number) => void) {
    this.#chart.window = { x: [1e-3, 10], y: [0, 2] };
    this.element.addEventListener("click", event => {
      const [eta] = this.#chart.at(event);
      if (this.#scan && eta >= 1e-3 && eta <= 10) {
        take(eta);
      }
    });
  }

  get element(): HTMLCanvasElement {
    return this.#chart.element;
  }

  take(scan: ScanAnswer | undefined, now: number): void {
    this.#scan = scan;
    this.#now = now;
    const seen = (scan?.radii ?? []).filter((r): r is number => r !== null && r < 2.2);
    const [low, high] = spread([...seen, 1], 0.05);
    this.#chart.window = { x: [1e-3, 10], y: [Math.max(0, low), Math.min(2.2, high)] };
    this.#chart.describe(
      scan?.converging
        ? `learning rates from ${short(scan.converging[0])} to ${short(scan.converging[1])} converge`
        : "no learning rate converges",
    );
    this.#chart.redraw();
  }

  figure(): Figure {
    return {
      title: "Spectral radius against the learning rate",
      columns: 1,
      panels: [
        {
          title: "",
          x: { title: "learning rate of both players", log: true, equal: false },
          y: { title: "spectral radius", log: false, equal: false },
          rules: [{ label: "1", at: 1, vertical: false }],
          traces: [line("", this.#scan?.etas ?? [], this.#scan?.radii ?? [])],
        },
      ],
    };
  }

  close(): void {
    this.#chart.close();
  }

  #draw(): void {
    const { pen, inner } = this.#chart;
    const colours = theme();
    if (this.#scan?.converging) {
      const [low, high] = this.#scan.converging.map(eta => this.#chart.x(eta)) as [number, number];
      pen.globalAlpha = 0.14;
      pen.fillStyle = colours.series[2] as string;
      pen.fillRect(low, inner.top, high - low, inner.height);
      pen.globalAlpha = 1;
    }
    this.#chart.rule(1, false, colours.ink);
    if (this.#scan) {
      this.#chart.line(this.#scan.etas, this.#scan.radii, colours.series[0] as string, 2.5);
    }
    if (Number.isFinite(this.#now)) {
      this.#chart.rule(this.#now, true, colours.series[1] as string);
    }
  }
}
