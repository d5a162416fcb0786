import { describe, expect, it } from "vitest";
import { figures } from "../dev/figures.mjs";
import { colours } from "../src/colours";
import type { Axis, Figure, Panel, Trace } from "../src/figure";
import { plots, type Plot } from "../src/panel";
import { classColours, dark, light } from "../src/theme";

const linear: Axis = { title: "x", log: false, equal: false };
const log: Axis = { ...linear, log: true };

function plot(trace: Trace, more: Partial<Panel> = {}): Plot {
  const panel: Panel = { title: "", x: linear, y: linear, traces: [trace], rules: [], ...more };
  const [only] = plots({ title: "", columns: 1, panels: [panel] }, light);
  return only as Plot;
}

const line = (more: object = {}): Trace => ({
  kind: "line",
  name: "a",
  x: [1, 2, 3],
  y: [1, 2, 3],
  stroke: "solid",
  colour: -1,
  ...more,
});

describe("a panel in Plotly's terms", () => {
  it("has numbers, and nothing undefined, for every sample figure in every theme", () => {
    for (const figure of Object.values(JSON.parse(JSON.stringify(figures))) as Figure[]) {
      for (const theme of [light, dark]) {
        const all = plots(figure, theme);
        expect(all).toHaveLength(figure.panels.length);
        expect(structuredClone(all)).toStrictEqual(JSON.parse(JSON.stringify(all)));
      }
    }
  });

  it("gives the ends of a logarithmic axis as exponents", () => {
    expect(plot(line(), { y: { ...log, low: 0.01, high: 10 } }).layout.yaxis?.range).toEqual([-2, 1]);
    expect(plot(line(), { y: { ...log, low: 0.01 } }).layout.yaxis?.range).toEqual([-2, null]);
    expect(plot(line()).layout.yaxis?.range).toBeUndefined();
  });

  it("reads a vertical axis of categories downwards", () => {
    const y = { ...linear, categories: ["first", "second"] };
    expect(plot(line(), { y }).layout.yaxis).toMatchObject({
      range: [1.5, -0.5],
      tickvals: [0, 1],
      ticktext: ["first", "second"],
    });
  });

  it("draws a band there and back, in stretches, and above zero on a logarithmic axis", () => {
    const trace = line({ y: [1, null, 3], low: [0, null, 2], high: [4, null, 5] });
    expect(plot(trace, { y: log }).data[0]).toMatchObject({
      x: [1, 1, null, 3, 3, null],
      y: [4, 1, null, 5, 2, null],
      fill: "toself",
    });
    expect(plot(trace).data[0]?.y).toEqual([4, 0, null, 5, 2, null]);
  });

  it("turns the ends of an interval into distances", () => {
    const trace: Trace = {
      kind: "points",
      name: "",
      x: [1, 2],
      y: [0.5, null],
      low: [0.25, null],
      high: [1, null],
      colour: -1,
    };
    const { data, layout } = plot(trace);
    expect(data[0]?.error_y).toMatchObject({ symmetric: false, array: [0.5, 0], arrayminus: [0.25, 0] });
    expect(data[0]?.text).toEqual(["1, 0.5 [0.25, 1]", "2, "]);
    expect(layout.showlegend).toBe(false);
  });

  it("shows text as it is written", () => {
    expect(plot(line({ name: "a<b & c" }), { x: { ...linear, title: "<i>" } })).toMatchObject({
      data: [{ name: "a&lt;b &amp; c" }],
      layout: { xaxis: { title: { text: "&lt;i&gt;" } } },
    });
  });

  it("names the classes of a heat map in the legend", () => {
    const trace: Trace = {
      kind: "heatmap",
      name: "verdict",
      x: [1],
      y: [2],
      z: [[1]],
      categories: ["converges", "other"],
    };
    const { data } = plot(trace, { x: log });
    expect(data[0]).toMatchObject({ x: [0.5, 2], y: [2], zmin: -0.5, zmax: 1.5, text: [["1, 2: other"]] });
    expect(data.slice(1).map(entry => entry.name)).toEqual(["converges", "other"]);
  });

  it("breaks the line of shafts between arrows, and puts heads on tips only", () => {
    const { data } = plot({ kind: "arrows", name: "", x: [0, 1], y: [0, 1], dx: [1, 0], dy: [2, 0] });
    expect(data[0]).toMatchObject({
      x: [0, 1, null, 1, 1, null],
      y: [0, 2, null, 1, 1, null],
      marker: { size: [0, 7, 0, 0, 0, 0] },
    });
  });

  it("marks the values of rules", () => {
    const { layout } = plot(line(), { rules: [{ label: "here", at: 2, vertical: true }] });
    expect(layout.shapes?.[0]).toMatchObject({ x0: 2, x1: 2, yref: "paper", label: { text: "here" } });
  });

  it("says which kind it does not know", () => {
    expect(() => plot({ kind: "pie" } as unknown as Trace)).toThrow('"pie"');
  });
});

describe("colours", () => {
  const panel = (...groups: number[]): Panel => ({
    title: "",
    x: linear,
    y: linear,
    rules: [],
    traces: groups.map(colour => line({ colour })),
  });

  it("are those of the group throughout a figure, and free ones outside groups", () => {
    const figure: Figure = { title: "", columns: 1, panels: [panel(-1, 7, 7, 3), panel(3, -1, -1), panel(-1)] };
    expect(colours(figure)).toEqual([[2, 0, 0, 1], [1, 0, 2], [0]]);
  });

  it("of verdicts do not depend on their order, and no other class takes them", () => {
    const [a, b, c] = classColours(["diverges", "unknown", "converges"]);
    expect([a, c]).toEqual([...classColours(["converges", "diverges"])].reverse());
    expect(new Set([a, b, c]).size).toBe(3);
  });
});
