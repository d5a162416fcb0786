import { link } from "../address";
import { catalogue } from "../client";
import { h } from "../dom";

export async function open(host: HTMLElement, _query: URLSearchParams, signal: AbortSignal): Promise<void> {
  const { openings } = await catalogue();
  if (signal.aborted) {
    return;
  }
  host.append(
    h("h1", {}, "A laboratory for the training dynamics of GANs"),
    h(
      "p",
      { class: "lead" },
      "Why did it fail, which settings make it converge, and how good is what it makes? " +
        "Everything drawn here is computed by the same code as the command line.",
    ),
    h(
      "ul",
      { class: "doors" },
      ...openings.map(({ title, text, page, query }) =>
        h("li", {}, h("a", { href: link(page, { ...query }) }, h("h2", {}, title), h("p", {}, text))),
      ),
    ),
  );
}
