// A form made from a catalogue's schema: each setting by its kind, its range and its meaning.

import type { EntryInfo, ParameterInfo } from "./api";
import { h, short } from "./dom";

export interface Form {
  readonly element: HTMLElement;
  /** The settings that are not the defaults. */
  changed(): Record<string, string>;
}

/** A slider's scale: the positions 0 to 1000 over a range that is useful, within the one that is allowed. */
interface Scale {
  at(position: number): number;
  position(value: number): number;
}

const positions = 1000;

function scaleOf({ min, max, kind }: ParameterInfo, initial: number): Scale {
  const low = min ?? -Math.max(10, Math.abs(initial) * 4);
  const high = Math.min(max ?? Infinity, Math.max(kind === "integer" ? 20 : 4, Math.abs(initial) * 20));
  // Sizes over decades where only positive numbers are allowed and the default is small.
  if (low >= 0 && kind !== "integer" && initial > 0 && high / initial >= 10) {
    const least = Math.max(initial / 1000, 1e-9);
    const decades = Math.log10(high / least);
    return {
      at: p => (p === 0 && low === 0 ? 0 : Number((least * 10 ** (decades * (p / positions))).toPrecision(3))),
      position: v => (v <= least ? 0 : Math.round((positions * Math.log10(v / least)) / decades)),
    };
  }
  const step = (high - low) / positions;
  return {
    at: p => (kind === "integer" ? Math.round(low + step * p) : Number((low + step * p).toPrecision(4))),
    position: v => Math.round((v - low) / step),
  };
}

export function form(
  entry: EntryInfo,
  values: Record<string, string>,
  onchange: () => void,
  left: readonly string[] = [],
): Form {
  const current: Record<string, string> = {};
  const rows = entry.parameters
    .filter(p => !left.includes(p.name))
    .map(parameter => {
      current[parameter.name] = values[parameter.name] ?? parameter.default;
      return field(parameter, current[parameter.name] ?? "", value => {
        current[parameter.name] = value;
        onchange();
      });
    });
  return {
    element: h("fieldset", { class: "form" }, h("legend", {}, entry.name), ...rows),
    changed: () =>
      Object.fromEntries(
        entry.parameters
          .filter(p => p.name in current && current[p.name] !== p.default)
          .map(p => [p.name, current[p.name] as string]),
      ),
  };
}

function field(parameter: ParameterInfo, value: string, onchange: (value: string) => void): HTMLElement {
  const title = `${parameter.meaning}${range(parameter)}`;
  const id = `set-${parameter.name}-${Math.trunc(performance.now() * 1000)}`;
  const label = h("label", { for: id, title }, parameter.name);
  const note = h("span", { class: "meaning", id: `${id}-note` }, title);
  const row = (...inputs: HTMLElement[]) =>
    h("div", { class: "setting" }, label, h("div", { class: "inputs" }, ...inputs), note);
  switch (parameter.kind) {
    case "choice": {
      const list = h(
        "select",
        { id, "aria-describedby": `${id}-note`, onchange: () => onchange(list.value) },
        ...parameter.options.map(o => h("option", { value: o }, o)),
      );
      list.value = value;
      return row(list);
    }
    case "flag": {
      const box = h("input", {
        id,
        type: "checkbox",
        checked: value === "true",
        onchange: () => onchange(String(box.checked)),
      });
      return row(box);
    }
    case "number":
    case "integer":
    case "schedule":
      return row(...slider(parameter, id, value, onchange));
    default: {
      const text = h("input", {
        id,
        type: "text",
        value,
        "aria-describedby": `${id}-note`,
        onchange: () => onchange(text.value),
      });
      return row(text);
    }
  }
}

function slider(parameter: ParameterInfo, id: string, value: string, onchange: (value: string) => void): HTMLElement[] {
  const scale = scaleOf(parameter, Number.parseFloat(parameter.default));
  const text = h("input", {
    id,
    class: "number",
    type: "text",
    inputmode: "decimal",
    value,
    "aria-describedby": `${id}-note`,
    onchange: () => {
      track.value = String(scale.position(Number.parseFloat(text.value)));
      onchange(text.value);
    },
  });
  const track = h("input", {
    type: "range",
    min: 0,
    max: positions,
    step: 1,
    value: scale.position(Number.parseFloat(value)),
    "aria-label": `${parameter.name}, slider`,
    oninput: () => {
      text.value = String(scale.at(Number(track.value)));
      track.setAttribute("aria-valuetext", text.value);
      onchange(text.value);
    },
  });
  track.setAttribute("aria-valuetext", value);
  return [track, text];
}

function range({ min, max }: ParameterInfo): string {
  return min !== null && max !== null
    ? ` (${short(min)} to ${short(max)})`
    : min !== null
      ? ` (at least ${short(min)})`
      : max !== null
        ? ` (at most ${short(max)})`
        : "";
}
