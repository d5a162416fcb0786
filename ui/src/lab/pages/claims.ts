// The statements of papers, each measured when somebody asks.

import { remember } from "../address";
import type { ClaimEvent, ClaimInfo, FindingInfo, ReportInfo } from "../api";
import { theme } from "../canvas";
import { get, stream } from "../client";
import { button, copyable, h, select, short } from "../dom";
import { typeset } from "../maths";
import { clear, tell } from "../trouble";

function badge(outcome: string): HTMLElement {
  return h("span", { class: `badge ${outcome}` }, outcome);
}

/** What the newest report says that has this claim, with a way to its figure there. */
function reported(claim: ClaimInfo, reports: readonly ReportInfo[]): HTMLElement | undefined {
  for (const report of reports) {
    const found = report.claims.find(c => c.claim === claim.name);
    if (found) {
      const measured = found.measured === null ? "" : `, measured ${short(found.measured)}`;
      return h(
        "p",
        { class: "reported" },
        badge(found.outcome),
        h("span", { class: "note" }, ` ${day(report.written)}${measured}. ${found.reason} `),
        h("a", { href: `${address(report)}#${found.anchor}`, target: "_blank" }, `in ${report.name}`),
      );
    }
  }
  return undefined;
}

function address(report: ReportInfo): string {
  return `api/reports/${encodeURIComponent(report.name)}`;
}

function day(written: string): string {
  return new Date(written).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

function tally({ claims }: ReportInfo): string {
  return `${claims.filter(c => c.passed).length} of ${claims.length} claims have the recorded outcome`;
}

/** The reports that there are, newest first. */
function library(reports: readonly ReportInfo[]): HTMLElement {
  if (reports.length === 0) {
    return h("p", { class: "note" }, "There is no report among the runs yet: ./saddle reproduce writes one.");
  }
  return h(
    "details",
    {},
    h(
      "summary",
      {},
      `${reports.length === 1 ? "One earlier report" : `${reports.length} earlier reports`} among the runs`,
    ),
    h(
      "ul",
      {},
      ...reports.map(report =>
        h(
          "li",
          {},
          h("a", { href: address(report), target: "_blank" }, report.name),
          h("span", { class: "note" }, ` ${day(report.written)}: ${report.trouble ?? tally(report)}`),
        ),
      ),
    ),
  );
}

function section(claim: ClaimInfo, reports: readonly ReportInfo[], signal: AbortSignal): HTMLElement {
  const result = h("div", { "aria-live": "polite" });
  const measure = button("Measure", () => void run(), { "aria-label": `measure ${claim.name}` });
  const equations = h("div", {
    class: "equations",
    tabindex: 0,
    role: "region",
    "aria-label": `equations of ${claim.name}`,
  });
  let stopping: AbortController | undefined;
  const run = async (): Promise<void> => {
    if (stopping) {
      stopping.abort();
      return;
    }
    stopping = new AbortController();
    measure.textContent = "Stop";
    const done = h("progress", { "aria-label": `how much of ${claim.name} is measured` });
    result.replaceChildren(h("p", { class: "note" }, "measuring ", done));
    try {
      for await (const { share, finding } of stream<ClaimEvent>(
        "api/claims/measure",
        { claim: claim.name },
        AbortSignal.any([signal, stopping.signal]),
      )) {
        if (share) {
          done.value = share;
        }
        if (finding) {
          clear(result);
          await show(result, claim, finding);
        }
      }
    } catch (error) {
      result.replaceChildren();
      tell(result, error, AbortSignal.any([signal, stopping.signal]));
    } finally {
      stopping = undefined;
      measure.textContent = "Measure";
    }
  };
  const details = h(
    "details",
    {
      ontoggle: () => {
        if (details.open && equations.childElementCount === 0 && claim.equations !== "") {
          void typeset(equations, claim.equations).catch(error => tell(details, error, signal));
        }
      },
    },
    h("summary", {}, "How it is checked"),
    equations,
    h(
      "dl",
      { class: "settings" },
      h("dt", {}, "holds if"),
      h("dd", {}, claim.condition),
      h("dt", {}, "published"),
      h("dd", {}, `${claim.published.value} (${claim.published.where}); ${claim.published.howKnown}`),
      h("dt", {}, "source"),
      h("dd", {}, claim.source),
    ),
  );
  return h(
    "section",
    { class: "claim", id: claim.name.replace("/", "-") },
    h("h2", {}, claim.statement),
    h(
      "p",
      {},
      badge(claim.expected),
      h("span", { class: "note" }, " on record  "),
      measure,
      claim.live !== null && h("a", { class: "live", href: claim.live }, "See it live"),
    ),
    reported(claim, reports),
    details,
    result,
  );
}

async function show(host: HTMLElement, claim: ClaimInfo, finding: FindingInfo): Promise<void> {
  const figure = h("div", { class: "figure", "data-figure-id": claim.name.replace("/", "-") });
  const interval =
    finding.interval === null ? "" : `, 95 % interval ${short(finding.interval[0])} to ${short(finding.interval[1])}`;
  host.replaceChildren(
    h("p", {}, badge(finding.outcome), ` ${finding.reason}`),
    figure,
    h(
      "p",
      { class: "note" },
      `measured ${short(finding.measured, 6)} (${finding.unit})${interval}; ` +
        `${finding.seeds} independent starts or seeds; ${short(finding.seconds, 2)} s`,
    ),
    copyable(finding.command),
  );
  const { FigureView } = await import("../../view");
  await new FigureView(figure, JSON.parse(finding.figure)).draw(theme());
}

export async function open(host: HTMLElement, query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const [claims, reports] = await Promise.all([
    get<ClaimInfo[]>("api/claims", signal),
    get<ReportInfo[]>("api/reports", signal),
  ]);
  const papers = [...new Set(claims.map(c => c.paper))];
  const list = h("div", {});
  const choose = (paper: string) => {
    remember("claims", new URLSearchParams({ paper }));
    list.replaceChildren(...claims.filter(c => c.paper === paper).map(c => section(c, reports, signal)));
  };
  const paper = papers.find(p => p === query.get("paper")) ?? (papers[0] as string);
  host.append(
    h("h1", {}, "Claims"),
    h(
      "p",
      { class: "lead" },
      "Statements of papers. A pass condition was fixed before anything was run; " +
        "what our measurements contradict is recorded as contradicted, and what they cannot decide as undecided.",
    ),
    select(
      "Paper",
      papers.map(p => [p, `${p} (${claims.filter(c => c.paper === p).length})`]),
      paper,
      choose,
    ),
    library(reports),
    list,
  );
  choose(paper);
}
