import { describe, expect, it } from "vitest";
import type { WatchedFigures } from "../src/lab/api";
import { Growing } from "../src/lab/runs/growing";
import { figureOf, type Attempt } from "../src/lab/runs/rounds";

const figures = (more: Partial<WatchedFigures>): WatchedFigures => ({
  version: "0.0",
  step: 0,
  rounds: [],
  layers: [],
  troubles: [],
  ...more,
});

const attempt = (name: string, more: Partial<Attempt> = {}): Attempt => ({
  name,
  rounds: new Map([
    ["loss_g", { steps: [1, 2], values: [1, null] }],
    ["score_real", { steps: [1, 2], values: [2, 3] }],
    ["score_real_sd", { steps: [1, 2], values: [0.5, null] }],
  ]),
  layers: new Map([["generator/main.0", { steps: [1], values: [4] }]]),
  ...more,
});

describe("figures that grow", () => {
  it("asks for what comes after the last round, and adds it", () => {
    const growing = new Growing();
    expect(growing.query).toBe("after=-1&version=");
    growing.take(figures({ step: 2, rounds: [{ name: "loss_g", steps: [1, 2], values: [1, 2] }] }));
    expect(growing.query).toBe("after=2&version=0.0");
    growing.take(figures({ step: 3, rounds: [{ name: "loss_g", steps: [3], values: [null] }] }));
    expect(growing.rounds.get("loss_g")).toEqual({ steps: [1, 2, 3], values: [1, 2, null] });
  });

  it("forgets what was of files that others have taken the place of", () => {
    const growing = new Growing();
    growing.take(figures({ step: 2, rounds: [{ name: "loss_g", steps: [1, 2], values: [1, 2] }] }));
    growing.take(figures({ version: "1.0", step: 1, layers: [{ name: "generator/0", steps: [1], values: [1] }] }));
    expect(growing.rounds.size).toBe(0);
    expect(growing.layers.size).toBe(1);
    expect(growing.step).toBe(1);
  });

  it("keeps a bounded number of values, the last among them", () => {
    const growing = new Growing();
    for (let first = 0; first < 20000; first += 1000) {
      const steps = Array.from({ length: 1000 }, (_, i) => first + i);
      growing.take(figures({ step: first + 999, rounds: [{ name: "loss_g", steps, values: steps }] }));
    }
    const kept = growing.rounds.get("loss_g");
    expect(kept?.steps.length).toBeGreaterThan(1000);
    expect(kept?.steps.length).toBeLessThanOrEqual(4000);
    expect(kept?.steps[0]).toBe(0);
    expect(kept?.steps.at(-1)).toBe(19999);
  });
});

describe("the figure of a watched script", () => {
  it("has the same panels whatever is known, and the spread of scores as a band", () => {
    expect(figureOf(attempt("001", { rounds: new Map(), layers: new Map() }), undefined).panels).toHaveLength(6);
    const { panels } = figureOf(attempt("001"), undefined);
    expect(panels).toHaveLength(6);
    expect(panels[1]?.traces).toMatchObject([{ name: "real", low: [1.5, null], high: [2.5, null], stroke: "solid" }]);
  });

  it("draws another attempt dashed, in the same colours and with its name", () => {
    const { panels } = figureOf(attempt("002"), attempt("001"));
    expect(panels[0]?.traces).toMatchObject([
      { name: "generator", stroke: "solid", colour: 0 },
      { name: "generator (001)", stroke: "dash", colour: 0 },
    ]);
    expect(panels[4]?.traces.map(t => t.name)).toEqual(["main.0", "main.0 (001)"]);
  });

  it("leaves layers out where there are more than colours, and says so", () => {
    const layers = new Map(
      Array.from({ length: 20 }, (_, i) => [`discriminator/${i}`, { steps: [1], values: [i] }] as const),
    );
    const panel = figureOf(attempt("001", { layers }), undefined).panels[5];
    expect(panel?.traces.map(t => t.name)).toEqual(["0", "3", "6", "10", "13", "16", "19"]);
    expect(panel?.title).toContain("13 layers left out");
  });
});
