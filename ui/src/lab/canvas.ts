// A pair of axes on a canvas: sharp on every screen, and cheap enough to draw anew for every frame.

import { fontFamily } from "../panel";
import { isDark } from "../appearance";
import { dark, light, type Theme } from "../theme";

export function theme(): Theme {
  return isDark() ? dark : light;
}

export interface Window {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export interface Options {
  readonly label: string;
  readonly x: string;
  readonly y: string;
  /** Height over width. */
  readonly aspect: number;
  readonly logX?: boolean;
  readonly logY?: boolean;
}

const margin = { left: 52, right: 14, top: 12, bottom: 38 };

/** What a pointer does to what it holds, in the chart's coordinates. */
export interface Grip {
  take(at: [number, number]): void;
  move(at: [number, number]): void;
  drop?(): void;
}

/** Lets a pointer hold and move something in a chart. */
export function draggable(chart: Chart, grip: Grip): void {
  const { element } = chart;
  let held = false;
  element.classList.add("draggable");
  element.addEventListener("pointerdown", event => {
    held = true;
    element.setPointerCapture(event.pointerId);
    grip.take(chart.at(event));
  });
  element.addEventListener("pointermove", event => {
    if (held) {
      grip.move(chart.at(event));
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    element.addEventListener(end, () => {
      held = false;
      grip.drop?.();
    });
  }
}

/** A canvas with axes. draw is called with the pen whenever there is something to draw anew. */
export class Chart {
  readonly element: HTMLCanvasElement;
  #options: Options;
  readonly #draw: (chart: Chart) => void;
  readonly #observer: ResizeObserver;
  readonly pen: CanvasRenderingContext2D;
  window: Window = { x: [0, 1], y: [0, 1] };
  width = 0;
  height = 0;
  #waiting = false;

  constructor(options: Options, draw: (chart: Chart) => void) {
    this.#options = options;
    this.#draw = draw;
    this.element = document.createElement("canvas");
    this.element.className = options.aspect === 1 ? "chart square" : "chart";
    this.element.setAttribute("role", "img");
    this.element.setAttribute("aria-label", options.label);
    this.element.style.aspectRatio = String(1 / options.aspect);
    this.pen = this.element.getContext("2d") as CanvasRenderingContext2D;
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(this.element);
  }

  close(): void {
    this.#observer.disconnect();
  }

  /** Names the axes anew. */
  axes(options: Partial<Options>): void {
    this.#options = { ...this.#options, ...options };
  }

  describe(text: string): void {
    this.element.setAttribute("aria-label", text);
  }

  /** Draws before the next frame, however often it is asked for. */
  readonly redraw = (): void => {
    if (!this.#waiting) {
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.paint();
      });
    }
  };

  paint(): void {
    if (this.width === 0) {
      return;
    }
    const ratio = devicePixelRatio;
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.pen.clearRect(0, 0, this.width, this.height);
    this.#axes();
    this.pen.save();
    this.pen.beginPath();
    this.pen.rect(margin.left, margin.top, this.inner.width, this.inner.height);
    this.pen.clip();
    this.#draw(this);
    this.pen.restore();
  }

  get inner(): { left: number; top: number; width: number; height: number } {
    return {
      left: margin.left,
      top: margin.top,
      width: this.width - margin.left - margin.right,
      height: this.height - margin.top - margin.bottom,
    };
  }

  x(value: number): number {
    return margin.left + share(value, this.window.x, this.#options.logX) * this.inner.width;
  }

  y(value: number): number {
    return margin.top + (1 - share(value, this.window.y, this.#options.logY)) * this.inner.height;
  }

  /** The values at a place of the page. */
  at(event: { clientX: number; clientY: number }): [number, number] {
    const box = this.element.getBoundingClientRect();
    const u = (event.clientX - box.left - margin.left) / this.inner.width;
    const v = 1 - (event.clientY - box.top - margin.top) / this.inner.height;
    return [value(u, this.window.x, this.#options.logX), value(v, this.window.y, this.#options.logY)];
  }

  line(xs: ArrayLike<number>, ys: ArrayLike<number | null>, colour: string, width = 2, count = xs.length): void {
    const pen = this.pen;
    pen.beginPath();
    let broken = true;
    for (let i = 0; i < count; i++) {
      const y = ys[i];
      if (y === null || y === undefined) {
        broken = true;
        continue;
      }
      const [px, py] = [this.x(xs[i] as number), this.y(y)];
      if (broken) {
        pen.moveTo(px, py);
      } else {
        pen.lineTo(px, py);
      }
      broken = false;
    }
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.lineJoin = "round";
    pen.stroke();
  }

  dot(x: number, y: number, radius: number, colour: string, ring = theme().surface): void {
    const pen = this.pen;
    pen.beginPath();
    pen.arc(this.x(x), this.y(y), radius, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.fill();
    pen.strokeStyle = ring;
    pen.lineWidth = 1.5;
    pen.stroke();
  }

  /** Adds an arrow to the path that is being made. */
  arrow(x: number, y: number, toX: number, toY: number): void {
    const { pen } = this;
    const [ax, ay, bx, by] = [this.x(x), this.y(y), this.x(toX), this.y(toY)];
    const angle = Math.atan2(by - ay, bx - ax);
    pen.moveTo(ax, ay);
    pen.lineTo(bx, by);
    pen.moveTo(bx - 4 * Math.cos(angle - 0.5), by - 4 * Math.sin(angle - 0.5));
    pen.lineTo(bx, by);
    pen.lineTo(bx - 4 * Math.cos(angle + 0.5), by - 4 * Math.sin(angle + 0.5));
  }

  rule(at: number, vertical: boolean, colour: string): void {
    const { pen, inner } = this;
    pen.beginPath();
    if (vertical) {
      pen.moveTo(this.x(at), inner.top);
      pen.lineTo(this.x(at), inner.top + inner.height);
    } else {
      pen.moveTo(inner.left, this.y(at));
      pen.lineTo(inner.left + inner.width, this.y(at));
    }
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    pen.setLineDash([4, 4]);
    pen.stroke();
    pen.setLineDash([]);
  }

  #axes(): void {
    const { pen, inner } = this;
    const colours = theme();
    pen.font = `12px ${fontFamily}`;
    pen.lineWidth = 1;
    pen.strokeStyle = colours.grid;
    pen.fillStyle = colours.muted;
    pen.textAlign = "center";
    pen.textBaseline = "top";
    for (const tick of ticks(this.window.x, this.#options.logX, inner.width / 70)) {
      const px = Math.round(this.x(tick)) + 0.5;
      pen.beginPath();
      pen.moveTo(px, inner.top);
      pen.lineTo(px, inner.top + inner.height);
      pen.stroke();
      pen.fillText(named(tick), px, inner.top + inner.height + 5);
    }
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (const tick of ticks(this.window.y, this.#options.logY, inner.height / 45)) {
      const py = Math.round(this.y(tick)) + 0.5;
      pen.beginPath();
      pen.moveTo(inner.left, py);
      pen.lineTo(inner.left + inner.width, py);
      pen.stroke();
      pen.fillText(named(tick), inner.left - 6, py);
    }
    pen.fillStyle = colours.ink;
    pen.textAlign = "center";
    pen.textBaseline = "bottom";
    pen.fillText(this.#options.x, inner.left + inner.width / 2, this.height - 2);
    pen.save();
    pen.translate(10, inner.top + inner.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.textBaseline = "middle";
    pen.fillText(this.#options.y, 0, 0);
    pen.restore();
  }

  #fit(): void {
    const { clientWidth, clientHeight } = this.element;
    if (clientWidth === 0 || (clientWidth === this.width && clientHeight === this.height)) {
      return;
    }
    this.width = clientWidth;
    this.height = clientHeight;
    this.element.width = Math.round(clientWidth * devicePixelRatio);
    this.element.height = Math.round(clientHeight * devicePixelRatio);
    this.paint();
  }
}

function share(value: number, [low, high]: readonly [number, number], log = false): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

function value(share: number, [low, high]: readonly [number, number], log = false): number {
  return log ? low * (high / low) ** share : low + share * (high - low);
}

function ticks([low, high]: readonly [number, number], log = false, most = 8): number[] {
  if (log) {
    const decades = [];
    for (let e = Math.ceil(Math.log10(low) - 1e-9); e <= Math.log10(high) + 1e-9; e++) {
      decades.push(10 ** e);
    }
    return decades;
  }
  const rough = (high - low) / Math.max(2, most);
  const base = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find(m => m * base >= rough) ?? 10) * base;
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high + step * 1e-9; k++) {
    found.push(k * step);
  }
  return found;
}

function named(tick: number): string {
  return (
    Math.abs(tick) >= 1e5 || (tick !== 0 && Math.abs(tick) < 1e-3)
      ? tick.toExponential(0)
      : String(Number(tick.toPrecision(6)))
  ).replace("-", "−");
}

/** The range of some values with a margin. */
export function spread(values: Iterable<number | null>, least = 1e-9): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value !== null && Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) {
    return [-1, 1];
  }
  const room = Math.max(0.06 * (high - low), least);
  return [low - room, high + room];
}
