// Making elements, and nothing more.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | ((event: never) => void) | undefined>;

/** An element with attributes (a function is a listener, named on...) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(name.slice(2), value as unknown as EventListener);
    } else if (value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(
    ...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false),
  );
  return made;
}

export function button(label: string, onclick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return h("button", { type: "button", onclick, ...attributes }, label);
}

/** A drop-down list; options are [value, label]. */
export function select(
  label: string,
  options: readonly (readonly [string, string])[],
  value: string,
  onchange: (value: string) => void,
): HTMLLabelElement {
  const list = h(
    "select",
    { "aria-label": label, onchange: () => onchange(list.value) },
    ...options.map(([v, text]) => h("option", { value: v }, text)),
  );
  list.value = value;
  return h("label", { class: "field" }, h("span", {}, label), list);
}

/** A number as a reader wants it. */
export function short(value: number | null | undefined, digits = 4): string {
  return value === null || value === undefined ? "–" : String(Number(value.toPrecision(digits))).replace("-", "−");
}

/** A text that can be copied with a button beside it. */
export function copyable(text: string): HTMLElement {
  const done = h("span", { class: "note", role: "status" });
  const copy = button("Copy", () => {
    void navigator.clipboard.writeText(text).then(() => {
      done.textContent = "copied";
    });
  });
  return h("div", { class: "command" }, h("code", {}, text), copy, done);
}

/** Calls at most once a frame, with the last arguments. */
export function perFrame<A extends unknown[]>(call: (...args: A) => void): (...args: A) => void {
  let waiting: A | undefined;
  return (...args) => {
    if (waiting === undefined) {
      requestAnimationFrame(() => {
        const last = waiting as A;
        waiting = undefined;
        call(...last);
      });
    }
    waiting = args;
  };
}
