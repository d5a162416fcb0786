// The runs of the runs folder: curves, samples over time, what the doctor and probes say, stop and resume.

import { remember } from "../address";
import type { CatalogInfo, ComponentsInfo, RunDetail, RunList, RunSummary, WatchedSummary } from "../api";
import { catalogue, get, post } from "../client";
import { button, h, select, short } from "../dom";
import { Curves } from "../runs/curves";
import { pictures } from "../runs/pictures";
import { Questions } from "../runs/questions";
import { Samples } from "../runs/samples";
import { SettingsQuestion } from "../runs/settings";
import { Watched } from "../runs/watched";
import { clear, tell } from "../trouble";

const refresh = 2000;

/** What is shown of one run; it stays while new figures come in. */
interface Shown {
  readonly element: HTMLElement;
  readonly trouble: HTMLElement;
  readonly samples: Samples;
  readonly questions: Questions;
  readonly settings: SettingsQuestion;
}

class RunsPage {
  readonly #signal: AbortSignal;
  readonly #host: HTMLElement;
  readonly #list = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "runs" });
  readonly #said = h("div", { role: "status" });
  readonly #body = h("div", { class: "runs" });
  readonly #details = h("div", {});
  readonly #known: CatalogInfo;
  readonly #curves: Curves;
  readonly #sections = new Map<string, Shown>();
  readonly #scripts = h("div", {});
  readonly #watching = new Map<string, Watched>();
  #runs: readonly RunSummary[] = [];
  #watched: readonly WatchedSummary[] = [];
  #shown: string[];
  #loaded = new Map<string, RunDetail>();

  constructor(host: HTMLElement, query: URLSearchParams, signal: AbortSignal, known: CatalogInfo) {
    this.#host = host;
    this.#signal = signal;
    this.#shown = (query.get("runs") ?? "").split("|").filter(name => name !== "");
    this.#known = known;
    this.#curves = new Curves(query, () => void this.#act(async () => undefined));
    host.append(h("h1", {}, "Runs"), this.#begin(known.recipes), this.#said, this.#list, this.#scripts, this.#body);
    void this.#poll();
  }

  #begin(recipes: readonly string[]): HTMLElement {
    let recipe = recipes.find(r => r === "ring-of-eight") ?? recipes[0] ?? "";
    const steps = h("input", {
      type: "text",
      inputmode: "numeric",
      class: "number",
      placeholder: "as written",
      "aria-label": "updates",
    });
    return h(
      "form",
      {
        class: "begin",
        onsubmit: (event: Event) => {
          event.preventDefault();
          void this.#act(async () => {
            const { name } = await post<{ name: string }>(
              "api/runs",
              { recipe, ...(steps.value === "" ? {} : { steps: Number(steps.value) }) },
              this.#signal,
            );
            this.#shown = [name];
          });
        },
      },
      select(
        "Train",
        recipes.map(r => [r, r]),
        recipe,
        value => {
          recipe = value;
        },
      ),
      h("label", { class: "field" }, h("span", {}, "updates"), steps),
      h("button", { type: "submit", class: "primary" }, "Train"),
    );
  }

  async #act(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      clear(this.#host);
      await this.#refresh();
    } catch (error) {
      tell(this.#host, error, this.#signal);
    }
  }

  async #poll(): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#act(async () => undefined);
      await new Promise(done => setTimeout(done, refresh));
    }
  }

  async #refresh(): Promise<void> {
    const before = JSON.stringify([this.#runs, this.#watched]);
    const { runs, watched, starting, troubles } = await get<RunList>("api/runs", this.#signal);
    this.#runs = runs;
    this.#watched = watched;
    this.#said.replaceChildren(
      ...starting.map(name => h("p", { class: "note" }, `${name} is starting ...`)),
      ...troubles.map(text => h("p", { class: "trouble" }, text)),
    );
    const first = this.#watched.find(w => w.status === "running") ?? this.#runs.at(-1) ?? this.#watched.at(-1);
    if (this.#shown.length === 0 && first) {
      this.#shown = [first.name];
    }
    this.#shown = this.#shown.filter(
      name =>
        isOfSweep(name) || starting.includes(name) || [...this.#runs, ...this.#watched].some(r => r.name === name),
    );
    if (before !== JSON.stringify([this.#runs, this.#watched]) || this.#list.childElementCount === 0) {
      this.#tabulate();
    }
    await this.#load();
    await this.#watch();
  }

  #tabulate(): void {
    if (this.#runs.length === 0 && this.#watched.length === 0) {
      this.#list.replaceChildren(
        h(
          "p",
          { class: "note" },
          "There is no run here yet. Train a recipe above, watch a script of your own into the runs folder " +
            "(python3 -m saddle_trace train.py), or copy a run's folder there.",
        ),
      );
      return;
    }
    this.#list.replaceChildren(
      ...[
        this.#runs.length > 0 &&
          table(
            ["", "run", "state", "updates", "best figure", ""],
            this.#runs.map(run => this.#row(run)),
          ),
        this.#watched.length > 0 &&
          table(
            ["", "watched script", "state", "rounds", "attempts", "present word"],
            this.#watched.map(script => this.#rowOfScript(script)),
          ),
      ].filter(t => t !== false),
    );
  }

  #rowOfScript(script: WatchedSummary): HTMLElement {
    return h(
      "tr",
      {},
      h("td", {}, this.#box(script.name)),
      h("td", { title: script.script }, script.name),
      h("td", { "data-state": script.status, title: script.reason ?? "" }, script.status),
      h("td", { class: "number" }, String(script.step)),
      h("td", { class: "number" }, String(script.attempts)),
      h("td", { "data-word": script.word ?? "" }, script.word?.replaceAll("-", " ") ?? "–"),
    );
  }

  #box(name: string): HTMLElement {
    const box = h("input", {
      type: "checkbox",
      checked: this.#shown.includes(name),
      "aria-label": `show ${name}`,
      onchange: () => {
        this.#shown = box.checked ? [...this.#shown, name] : this.#shown.filter(n => n !== name);
        void this.#act(async () => undefined);
      },
    });
    return box;
  }

  /** The sections of watched scripts, each of which asks for what has come since. */
  async #watch(): Promise<void> {
    const sections = this.#shown
      .filter(name => this.#watched.some(w => w.name === name))
      .map(name => {
        const known = this.#watching.get(name) ?? new Watched(name, this.#known.probes, this.#signal);
        this.#watching.set(name, known);
        return known;
      });
    const elements = sections.map(s => s.element);
    if (
      elements.length !== this.#scripts.childElementCount ||
      elements.some((e, i) => this.#scripts.children[i] !== e)
    ) {
      this.#scripts.replaceChildren(...elements);
    }
    if (sections.length > 0) {
      remember("runs", new URLSearchParams({ runs: this.#shown.join("|"), ...this.#curves.state }));
    }
    await Promise.all(sections.map(section => section.refresh()));
  }

  #row(run: RunSummary): HTMLElement {
    const path = `api/runs/${encodeURIComponent(run.name)}`;
    const act = run.training
      ? button("Stop", () => void this.#act(() => post(`${path}/stop`, {}, this.#signal)), {
          "aria-label": `stop ${run.name}`,
        })
      : run.status !== "finished"
        ? button("Resume", () => void this.#act(() => post(`${path}/resume`, {}, this.#signal)), {
            "aria-label": `resume ${run.name}`,
          })
        : "";
    return h(
      "tr",
      {},
      h("td", {}, this.#box(run.name)),
      h("td", {}, run.name),
      h(
        "td",
        { "data-state": run.training ? "running" : run.status, title: run.reason ?? "" },
        run.training ? "training" : run.status,
      ),
      h("td", { class: "number" }, `${run.step} of ${run.steps}`),
      h("td", {}, run.best === null ? "–" : `${run.best.metric} ${short(run.best.value)} after ${run.best.step}`),
      h("td", {}, act),
    );
  }

  async #load(): Promise<void> {
    const wanted = this.#shown.filter(name => {
      const [known, now] = [this.#loaded.get(name)?.run, this.#runs.find(r => r.name === name)];
      if (isOfSweep(name)) {
        return known === undefined || known.training;
      }
      return now !== undefined && (known?.step !== now.step || known.status !== now.status || now.training);
    });
    await Promise.all(
      wanted.map(async name => {
        this.#loaded.set(name, await get<RunDetail>(`api/runs/${encodeURIComponent(name)}`, this.#signal));
      }),
    );
    const loaded = this.#shown.map(n => this.#loaded.get(n)?.run);
    const key = JSON.stringify([this.#shown, this.#curves.state, loaded.map(run => [run?.step, run?.status])]);
    if (this.#body.dataset["key"] !== key) {
      this.#body.dataset["key"] = key;
      await this.#draw();
    }
  }

  async #draw(): Promise<void> {
    const runs = this.#shown.map(name => this.#loaded.get(name)).filter((r): r is RunDetail => r !== undefined);
    if (runs.length === 0) {
      this.#body.replaceChildren();
      return;
    }
    if (!this.#body.contains(this.#curves.element)) {
      this.#body.replaceChildren(this.#curves.element, this.#details);
    }
    await this.#curves.show(runs);
    remember("runs", new URLSearchParams({ runs: this.#shown.join("|"), ...this.#curves.state }));
    const sections = runs.map(run => this.#section(run));
    if (
      sections.some((section, i) => this.#details.children[i] !== section) ||
      this.#details.childElementCount !== sections.length
    ) {
      this.#details.replaceChildren(...sections);
    }
  }

  #section(run: RunDetail): HTMLElement {
    const { name } = run.run;
    let shown = this.#sections.get(name);
    if (!shown) {
      const [samples, questions, settings, trouble] = [
        new Samples(name, this.#signal),
        new Questions(name, this.#known.probes, this.#signal),
        new SettingsQuestion(name, this.#signal),
        h("div", {}),
      ];
      shown = {
        samples,
        questions,
        settings,
        trouble,
        element: h(
          "section",
          { class: "run" },
          h("h2", {}, name),
          trouble,
          h("div", { class: "run-parts" }, samples.element, questions.doctor),
          pictures(run, this.#signal)?.element,
          questions.probes,
          settings.element,
          h(
            "details",
            {},
            h("summary", {}, "Configuration and versions"),
            h("pre", {}, run.configuration),
            h(
              "p",
              { class: "note" },
              Object.entries(run.versions)
                .map(([k, v]) => `${k} ${v}`)
                .join(", "),
            ),
          ),
        ),
      };
      this.#sections.set(name, shown);
    }
    shown.trouble.replaceChildren(
      ...[run.run.reason, ...run.troubles]
        .filter((text, i, all) => text !== null && all.indexOf(text) === i)
        .map(text => h("p", { class: "trouble" }, text as string)),
    );
    shown.samples.take(run.samples);
    shown.questions.take(run);
    shown.settings.take(run);
    return shown.element;
  }
}

/** The runs of a sweep stand on its own page, and not in the list here. */
function isOfSweep(name: string): boolean {
  return name.includes(":");
}

function table(head: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...head.map(t => h("th", { scope: "col" }, t)))),
    h("tbody", {}, ...rows),
  );
}

export async function open(host: HTMLElement, query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const known = await catalogue();
  if (!signal.aborted) {
    new RunsPage(host, query, signal, known);
    const { noTorch } = await get<ComponentsInfo>("api/components", signal);
    if (noTorch !== null) {
      host.querySelector("h1")?.after(h("p", { class: "note" }, `Training and probes need libtorch: ${noTorch}`));
    }
  }
}
