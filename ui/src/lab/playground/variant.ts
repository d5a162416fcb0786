import { readSettings, writeSettings } from "../address";
import type { CatalogInfo, EntryChoice, EntryInfo, PlaygroundRequest, SideInfo } from "../api";
import { button, h, select } from "../dom";
import { rates } from "../entries";
import { form, type Form } from "../form";

/** An entry of the catalogue with its form. */
interface Choice {
  name: string;
  settings: Record<string, string>;
  form?: Form | undefined;
}

/** The numbers that say how large the networks are, with what is usual. */
const sizes = { width: ["units a layer", 64], depth: ["hidden layers", 2], batch: ["samples a batch", 128] } as const;
type Size = keyof typeof sizes;

/** What one side may differ in from the other: the networks' size, the objective, regularisers and the rule. */
export class Variant {
  readonly element = h("div", { class: "variant" });
  readonly #title: string;
  readonly #known: CatalogInfo;
  readonly #changed: () => void;
  readonly #sizes: Record<Size, string>;
  readonly #objective: Choice;
  readonly #rule: Choice;
  readonly #usualRates: Record<string, string>;
  readonly #regularisers: Choice[];
  readonly #conditionings: Choice[];

  constructor(title: string, place: number, query: URLSearchParams, known: CatalogInfo, changed: () => void) {
    this.#title = title;
    this.#known = known;
    this.#changed = changed;
    const given = (key: string) => query.get(`${key}${place}`);
    this.#sizes = Object.fromEntries(
      Object.entries(sizes).map(([key, [, usual]]) => [key, given(key) ?? String(usual)]),
    ) as Record<Size, string>;
    const usual = known.usual.sides[place] as SideInfo;
    const choice = (name: string, set: string, begin: EntryChoice): Choice => {
      const settings = given(set);
      return {
        name: given(name) ?? begin.name,
        settings: settings === null ? { ...begin.settings } : readSettings(settings),
      };
    };
    this.#objective = choice("objective", "oset", usual.objective);
    this.#usualRates = Object.fromEntries(
      rates(known.rules.find(r => r.name === usual.rule.name)).flatMap(name =>
        usual.rule.settings[name] === undefined ? [] : [[name, usual.rule.settings[name]]],
      ),
    );
    this.#rule = choice("rule", "uset", usual.rule);
    const several = (names: string, sets: string, list: readonly EntryInfo[], begin: readonly EntryChoice[]) => {
      const settings = given(sets)?.split("|") ?? begin.map(r => writeSettings({ ...r.settings }));
      return (given(names)?.split("|") ?? begin.map(r => r.name))
        .map((name, i) => ({ name, settings: readSettings(settings[i] ?? null) }))
        .filter(({ name }) => list.some(r => r.name === name));
    };
    this.#regularisers = several("regulariser", "rset", known.regularisers, usual.regularisers);
    this.#conditionings = several("conditioning", "cset", known.conditionings, []);
    this.#build();
  }

  /** What of a request is this side's. */
  get asked(): Omit<PlaygroundRequest, "data" | "seed" | "pace" | "shown"> {
    return {
      conditioning: this.#conditionings.map(chosen),
      objective: chosen(this.#objective),
      regularisers: this.#regularisers.map(chosen),
      rule: chosen(this.#rule),
      width: Number(this.#sizes.width),
      depth: Number(this.#sizes.depth),
      batch: Number(this.#sizes.batch),
    };
  }

  /** The same for the address. */
  remember(query: URLSearchParams, place: number): void {
    const { objective, regularisers, conditioning, rule } = this.asked;
    const parts = {
      objective: objective.name,
      oset: writeSettings(objective.settings),
      regulariser: regularisers.map(r => r.name).join("|"),
      rset: regularisers.map(r => writeSettings(r.settings)).join("|"),
      conditioning: (conditioning ?? []).map(r => r.name).join("|"),
      cset: (conditioning ?? []).map(r => writeSettings(r.settings)).join("|"),
      rule: rule.name,
      uset: writeSettings(rule.settings),
      ...this.#sizes,
    };
    for (const [key, value] of Object.entries(parts)) {
      query.set(`${key}${place}`, value);
    }
  }

  #rebuild(): void {
    this.#build();
    this.#changed();
  }

  #build(): void {
    for (const choice of [this.#objective, this.#rule, ...this.#regularisers, ...this.#conditionings]) {
      choice.settings = choice.form?.changed() ?? choice.settings;
    }
    const { mostRegularisers, mostConditionings } = this.#known.usual;
    this.element.replaceChildren(
      h("h2", {}, this.#title),
      ...this.#part("Objective", this.#known.objectives, this.#objective, {}),
      ...this.#several(
        "Regulariser",
        "Add a regulariser",
        this.#known.regularisers,
        this.#regularisers,
        mostRegularisers,
      ),
      ...this.#several(
        "Conditioning",
        "Condition on the class",
        this.#known.conditionings,
        this.#conditionings,
        mostConditionings,
      ),
      ...this.#part("Rule", this.#known.rules, this.#rule, this.#usualRates),
      h(
        "fieldset",
        { class: "form" },
        h("legend", {}, "networks"),
        ...Object.entries(sizes).map(([key, [label]]) => this.#size(key as Size, label)),
      ),
    );
  }

  /** Any number of entries of one kind, each with a button that takes it away, and one that adds another. */
  #several(label: string, more: string, list: readonly EntryInfo[], choices: Choice[], most: number): HTMLElement[] {
    const add = () => {
      const free = list.find(r => !choices.some(c => c.name === r.name));
      choices.push({ name: (free ?? (list[0] as EntryInfo)).name, settings: {} });
      this.#rebuild();
    };
    return [
      ...choices.flatMap((choice, i) => [
        ...this.#part(choices.length > 1 ? `${label} ${i + 1}` : label, list, choice, {}),
        button(
          "Remove",
          () => {
            choices.splice(i, 1);
            this.#rebuild();
          },
          { "aria-label": `remove ${choice.name}` },
        ),
      ]),
      ...(choices.length < most ? [h("p", {}, button(more, add))] : []),
    ];
  }

  #size(key: Size, label: string): HTMLElement {
    const input = h("input", {
      type: "text",
      inputmode: "numeric",
      class: "number",
      value: this.#sizes[key],
      onchange: () => {
        this.#sizes[key] = input.value;
        this.#changed();
      },
    });
    return h("label", { class: "field" }, h("span", {}, label), input);
  }

  /** A list to choose an entry from, and its form; steps stay when the entry changes, or are the usual ones. */
  #part(label: string, list: readonly EntryInfo[], choice: Choice, usual: Record<string, string>): HTMLElement[] {
    const entry = list.find(e => e.name === choice.name);
    if (!entry) {
      throw new Error(`There is no ${label.toLowerCase()} '${choice.name}'.`);
    }
    choice.form = form(entry, choice.settings, this.#changed);
    const picker = select(
      label,
      list.map(e => [e.name, e.name] as const),
      choice.name,
      name => {
        const before = choice.form?.changed() ?? {};
        Object.assign(choice, {
          name,
          form: undefined,
          settings: Object.fromEntries(Object.entries(usual).map(([key, value]) => [key, before[key] ?? value])),
        });
        this.#rebuild();
      },
    );
    return [picker, choice.form.element];
  }
}

function chosen(choice: Choice): EntryChoice {
  return { name: choice.name, settings: choice.form?.changed() ?? choice.settings };
}
