// Two GANs in the plane, side by side, from one seed.

import { readSettings, remember, writeSettings } from "../address";
import type { CatalogueInfo, EntryInfo, PlaygroundFrame, PlaygroundRequest } from "../api";
import { catalogue, stream } from "../client";
import { button, h, select, short } from "../dom";
import { Chart, spread, theme } from "../canvas";
import { form, type Form } from "../form";
import { clear, tell } from "../trouble";

/** What two settings may differ in. */
interface Variant {
  objective: string;
  regulariser: string;
  rule: string;
  objectiveForm: Form | undefined;
  regulariserForm: Form | undefined;
  ruleForm: Form | undefined;
  settings: { objective: Record<string, string>; regulariser: Record<string, string>; rule: Record<string, string> };
}

const none = "none";
const kept = 2000;

/** One GAN: its picture, its losses and the stream that feeds them. */
class Side {
  readonly element: HTMLElement;
  readonly #plane: Chart;
  readonly #losses: Chart;
  readonly #said = h("p", { class: "note said", role: "status" });
  readonly #page: PlaygroundPage;
  #first: PlaygroundFrame | undefined;
  #now: PlaygroundFrame | undefined;
  #steps: number[] = [];
  #generator: (number | null)[] = [];
  #discriminator: (number | null)[] = [];
  #heat: HTMLCanvasElement = document.createElement("canvas");
  #stop: AbortController | undefined;
  #running = false;

  constructor(page: PlaygroundPage, name: string) {
    this.#page = page;
    this.#plane = new Chart({ label: `${name}: real and generated points over the discriminator`, x: "", y: "", aspect: 1 }, () => this.#draw());
    this.#losses = new Chart({ label: `${name}: losses`, x: "updates", y: "loss", aspect: 0.4 }, () => this.#curves());
    this.element = h("section", { class: "gan", "aria-label": name }, this.#plane.element, this.#said, this.#losses.element);
    page.drawing(this.#plane);
  }

  async run(asked: PlaygroundRequest, leaving: AbortSignal): Promise<void> {
    this.stop();
    this.#stop = new AbortController();
    const signal = AbortSignal.any([leaving, this.#stop.signal]);
    this.#first = undefined;
    [this.#steps, this.#generator, this.#discriminator] = [[], [], []];
    this.#now = undefined;
    this.#said.textContent = "starting ...";
    this.#running = true;
    try {
      for await (const frame of stream<PlaygroundFrame>("api/playground", asked, signal)) {
        clear(this.element);
        this.#take(frame);
        await this.#page.pace(this);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#running = false;
        tell(this.element, error, signal);
      }
    }
  }

  /** The updates made; infinite where nothing runs that another would have to wait for. */
  get step(): number {
    return this.#running ? (this.#now?.step ?? 0) : Infinity;
  }

  stop(): void {
    this.#stop?.abort();
  }

  close(): void {
    this.stop();
    this.#plane.close();
    this.#losses.close();
  }

  #take(frame: PlaygroundFrame): void {
    this.#first ??= frame;
    this.#now = frame;
    const reach = this.#first.reach ?? 1;
    this.#plane.window = { x: [-reach, reach], y: [-reach, reach] };
    if (this.#steps.length >= kept) {
      // Every second one: the whole course stays in sight, and memory does not grow.
      const thin = <T>(list: T[]) => list.filter((_, i) => i % 2 === 0);
      [this.#steps, this.#generator, this.#discriminator] = [thin(this.#steps), thin(this.#generator), thin(this.#discriminator)];
    }
    this.#steps.push(frame.step);
    this.#generator.push(frame.generatorLoss);
    this.#discriminator.push(frame.discriminatorLoss);
    this.#losses.window = { x: [0, Math.max(1, frame.step)], y: spread([...this.#generator, ...this.#discriminator], 1e-3) };
    const modes = frame.modes === null || frame.modes === undefined ? "" : `, ${frame.covered} of ${frame.modes} modes, ${short(100 * (frame.near ?? 0), 3)} % of samples near one`;
    this.#said.textContent = `update ${frame.step}${modes}; ${short(frame.rate, 3)} updates a second`;
    this.#paint();
    this.#plane.redraw();
    this.#losses.redraw();
  }

  /** The discriminator's scores as a picture of one pixel a score, which the chart stretches smoothly. */
  #paint(): void {
    const [scores, side] = [this.#now?.scores ?? [], this.#first?.side ?? 0];
    const known = scores.filter((s): s is number => s !== null);
    const mean = known.reduce((sum, s) => sum + s, 0) / Math.max(1, known.length);
    const sd = Math.sqrt(known.reduce((sum, s) => sum + (s - mean) ** 2, 0) / Math.max(1, known.length)) || 1;
    this.#heat.width = this.#heat.height = side;
    const pen = this.#heat.getContext("2d");
    if (!pen || side === 0) {
      return;
    }
    const image = pen.createImageData(side, side);
    scores.forEach((score, i) => {
      const t = Math.tanh(((score ?? mean) - mean) / (1.5 * sd));
      // Blue where it says real, orange where it says generated: told apart by all eyes.
      const [r, g, b] = t > 0 ? [0, 114, 178] : [230, 159, 0];
      const at = 4 * ((side - 1 - Math.floor(i / side)) * side + (i % side));
      image.data.set([r as number, g as number, b as number, Math.round(150 * Math.abs(t))], at);
    });
    pen.putImageData(image, 0, 0);
  }

  #draw(): void {
    const chart = this.#plane;
    const colours = theme();
    const { pen, inner } = chart;
    if (this.#now && this.#first) {
      pen.imageSmoothingEnabled = true;
      pen.drawImage(this.#heat, inner.left, inner.top, inner.width, inner.height);
      dots(chart, this.#first.real ?? [], colours.ink, 1.4, 0.55);
      if (this.#page.shows("manifold")) {
        this.#mesh(colours.series[4] as string);
      }
      if (this.#page.shows("pull")) {
        this.#pulls(colours.ink);
      }
      dots(chart, this.#now.samples, colours.series[1] as string, 2.2, 0.95);
    }
    dots(chart, this.#page.drawnByHand(), colours.series[2] as string, 4, 1);
  }

  #pulls(colour: string): void {
    const { samples, pull } = this.#now as PlaygroundFrame;
    const { pen } = this.#plane;
    const reach = this.#first?.reach ?? 1;
    const lengths = pull.filter((_, i) => i % 2 === 0).map((dx, i) => Math.hypot(dx ?? 0, pull[2 * i + 1] ?? 0));
    const typical = [...lengths].sort((a, b) => a - b)[Math.floor(lengths.length / 2)] || 1;
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.7;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let i = 0; i < samples.length; i += 8) {
      const [x, y, dx, dy] = [samples[i] ?? NaN, samples[i + 1] ?? NaN, pull[i] ?? 0, pull[i + 1] ?? 0];
      const length = Math.hypot(dx, dy);
      const scale = length > 0 ? (0.12 * reach * Math.min(2, length / typical)) / length : 0;
      pen.moveTo(this.#plane.x(x), this.#plane.y(y));
      pen.lineTo(this.#plane.x(x + dx * scale), this.#plane.y(y + dy * scale));
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }

  #mesh(colour: string): void {
    const [points, side] = [this.#now?.manifold ?? [], this.#first?.lines ?? 0];
    const { pen } = this.#plane;
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.6;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const along of [(i: number, j: number) => i * side + j, (i: number, j: number) => j * side + i]) {
      for (let i = 0; i < side; i++) {
        for (let j = 0; j < side; j++) {
          const k = along(i, j);
          const [px, py] = [this.#plane.x(points[2 * k] ?? NaN), this.#plane.y(points[2 * k + 1] ?? NaN)];
          if (j === 0) {
            pen.moveTo(px, py);
          } else {
            pen.lineTo(px, py);
          }
        }
      }
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }

  #curves(): void {
    const colours = theme();
    this.#losses.line(this.#steps, this.#generator, colours.series[1] as string, 1.5);
    this.#losses.line(this.#steps, this.#discriminator, colours.series[0] as string, 1.5);
  }
}

function dots(chart: Chart, points: readonly (number | null)[], colour: string, radius: number, alpha: number): void {
  const { pen } = chart;
  pen.fillStyle = colour;
  pen.globalAlpha = alpha;
  pen.beginPath();
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]];
    if (typeof x === "number" && typeof y === "number") {
      const [px, py] = [chart.x(x), chart.y(y)];
      pen.moveTo(px + radius, py);
      pen.arc(px, py, radius, 0, 2 * Math.PI);
    }
  }
  pen.fill();
  pen.globalAlpha = 1;
}

class PlaygroundPage {
  readonly #signal: AbortSignal;
  readonly #known: CatalogueInfo;
  readonly #controls = h("section", { class: "controls", "aria-label": "settings" });
  readonly #sides: Side[];
  readonly #variants: Variant[];
  readonly #shown = new Set<string>(["pull"]);
  readonly #pause = button("Pause", () => this.#toggle());
  #data: string;
  #dataForm: Form | undefined;
  #dataSettings: Record<string, string>;
  #seed: string;
  #hand: number[] = [];
  #paused = false;
  #pace: number;

  constructor(host: HTMLElement, query: URLSearchParams, signal: AbortSignal, known: CatalogueInfo) {
    this.#signal = signal;
    this.#known = known;
    this.#data = query.get("data") ?? "ring";
    this.#dataSettings = readSettings(query.get("set"));
    this.#seed = query.get("seed") ?? "1";
    this.#pace = Number(query.get("pace") ?? "10");
    this.#variants = [0, 1].map(i => ({
      objective: query.get(`objective${i}`) ?? "non-saturating",
      regulariser: query.get(`regulariser${i}`) ?? (i === 0 ? none : "r1"),
      rule: query.get(`rule${i}`) ?? "adam",
      objectiveForm: undefined, regulariserForm: undefined, ruleForm: undefined,
      settings: {
        objective: readSettings(query.get(`oset${i}`)),
        regulariser: readSettings(query.get(`rset${i}`) ?? (i === 0 ? null : "gamma=0.5")),
        rule: readSettings(query.get(`uset${i}`) ?? "order=d-first;eta-g=0.001;eta-d=0.001;beta1=0.5;beta2=0.99"),
      },
    }));
    this.#sides = [new Side(this, "left"), new Side(this, "right")];
    signal.addEventListener("abort", () => {
      this.#sides.forEach(side => side.close());
    });
    const colours = theme();
    host.append(
      h("h1", {}, "Playground"),
      h("p", { class: "legend" },
        h("span", { style: `--key: ${colours.ink}` }, "real"), h("span", { style: `--key: ${colours.series[1] ?? ""}` }, "generated, and the generator's loss"),
        h("span", { style: "--key: #0072b2" }, "where the discriminator says real, and its loss"), h("span", { style: "--key: #e69f00" }, "where it says generated")),
      h("div", { class: "gans" }, ...this.#sides.map(side => side.element)),
      h("div", { class: "player" }, button("Start again", () => this.#run(), { class: "primary" }), this.#pause, this.#show("pull", "where samples are pulled"), this.#show("manifold", "the latent grid's image")),
      this.#controls);
    this.#build();
    this.#run();
  }

  shows(what: string): boolean {
    return this.#shown.has(what);
  }

  drawnByHand(): readonly number[] {
    return this.#data === "drawn" ? this.#hand : [];
  }

  /** Both sides stay at the same update. While one waits or is paused, nobody takes what the server sends, and so it waits. */
  async pace(side: Side): Promise<void> {
    do {
      await new Promise<void>(done => requestAnimationFrame(() => done()));
    } while (!this.#signal.aborted && (this.#paused || (this.#pace > 0 && this.#sides.some(other => other.step < side.step))));
  }

  /** On a set drawn by hand, a click on the picture adds a point. */
  drawing(chart: Chart): void {
    chart.element.addEventListener("click", event => {
      if (this.#data === "drawn") {
        this.#hand.push(...chart.at(event).map(v => Number(v.toPrecision(4))));
        this.#dataSettings = { ...this.#dataForm?.changed(), coordinates: this.#hand.join(",") };
        this.#build();
        this.#run();
      }
    });
  }

  #toggle(): void {
    this.#paused = !this.#paused;
    this.#pause.textContent = this.#paused ? "Go on" : "Pause";
  }

  #show(what: string, label: string): HTMLElement {
    const box = h("input", { type: "checkbox", checked: this.#shown.has(what), onchange: () => {
      if (box.checked) {
        this.#shown.add(what);
      } else {
        this.#shown.delete(what);
      }
    } });
    return h("label", { class: "check" }, box, ` ${label}`);
  }

  #build(): void {
    const again = () => this.#run();
    const entry = this.#known.data.find(d => d.name === this.#data) as EntryInfo;
    this.#dataForm = form(entry, this.#dataSettings, again);
    const seed = h("input", { type: "text", inputmode: "numeric", class: "number", value: this.#seed, onchange: () => { this.#seed = seed.value; again(); } });
    this.#controls.replaceChildren(h("div", { class: "three" },
      h("div", {},
        select("Data", this.#known.data.map(d => [d.name, d.name]), this.#data, name => {
          this.#data = name;
          this.#dataSettings = {};
          this.#hand = [];
          this.#build();
          again();
        }),
        h("p", { class: "note" }, this.#data === "drawn" ? "Click on a picture to add a point." : `${entry.summary}.`),
        this.#data === "drawn" && button("Clear the points", () => { this.#hand = []; this.#dataSettings = {}; this.#build(); again(); }),
        this.#dataForm.element,
        h("label", { class: "field" }, h("span", {}, "seed of both"), seed),
        select("updates a picture", [["1", "1"], ["10", "10"], ["50", "50"], ["200", "200"], ["0", "as many as it can"]], String(this.#pace), value => { this.#pace = Number(value); again(); })),
      ...this.#variants.map((v, i) => this.#variant(v, i === 0 ? "Left" : "Right", again))));
  }

  #variant(v: Variant, name: string, again: () => void): HTMLElement {
    const find = (list: readonly EntryInfo[], wanted: string) => list.find(e => e.name === wanted);
    const [objective, regulariser, rule] = [find(this.#known.objectives, v.objective), find(this.#known.regularisers, v.regulariser), find(this.#known.rules, v.rule)];
    const pick = (label: string, list: readonly EntryInfo[], key: "objective" | "regulariser" | "rule", extra: readonly (readonly [string, string])[] = []) =>
      select(label, [...extra, ...list.map(e => [e.name, e.name] as const)], v[key], value => {
        v[key] = value;
        v.settings[key] = key === "rule" ? { "eta-g": v.ruleForm?.changed()["eta-g"] ?? "0.001", "eta-d": v.ruleForm?.changed()["eta-d"] ?? "0.001" } : {};
        this.#build();
        again();
      });
    v.objectiveForm = objective && form(objective, v.settings.objective, again);
    v.regulariserForm = regulariser && form(regulariser, v.settings.regulariser, again);
    v.ruleForm = rule && form(rule, v.settings.rule, again);
    return h("div", { class: "variant" }, h("h2", {}, name),
      pick("Objective", this.#known.objectives, "objective"), v.objectiveForm?.element,
      pick("Regulariser", this.#known.regularisers, "regulariser", [[none, none]]), v.regulariserForm?.element,
      pick("Rule", this.#known.rules, "rule"), v.ruleForm?.element);
  }

  #run(): void {
    this.#dataSettings = this.#dataForm?.changed() ?? {};
    const query = new URLSearchParams({ data: this.#data, set: writeSettings(this.#dataSettings), seed: this.#seed, pace: String(this.#pace) });
    this.#variants.forEach((v, i) => {
      v.settings = { objective: v.objectiveForm?.changed() ?? {}, regulariser: v.regulariserForm?.changed() ?? {}, rule: v.ruleForm?.changed() ?? {} };
      for (const [key, value] of Object.entries({ objective: v.objective, regulariser: v.regulariser, rule: v.rule, oset: writeSettings(v.settings.objective), rset: writeSettings(v.settings.regulariser), uset: writeSettings(v.settings.rule) })) {
        query.set(`${key}${i}`, value);
      }
      void this.#sides[i]?.run({
        data: { name: this.#data, settings: this.#dataSettings },
        objective: { name: v.objective, settings: v.settings.objective },
        regularisers: v.regulariser === none ? [] : [{ name: v.regulariser, settings: v.settings.regulariser }],
        rule: { name: v.rule, settings: v.settings.rule },
        seed: Number(this.#seed),
        pace: this.#pace,
      }, this.#signal);
    });
    remember("playground", query);
  }
}

export async function open(host: HTMLElement, query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const known = await catalogue();
  if (signal.aborted) {
    return;
  }
  if (known.noTorch !== null) {
    host.append(h("h1", {}, "Playground"), h("p", { class: "trouble" }, `Networks need libtorch: ${known.noTorch}`));
    return;
  }
  new PlaygroundPage(host, query, signal, known);
}
