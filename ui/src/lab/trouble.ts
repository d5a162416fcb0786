import { Refused } from "./client";
import { h } from "./dom";

/** Shows what went wrong where it went wrong; what was aborted on leaving is nobody's concern. */
export function tell(where: HTMLElement, error: unknown, signal: AbortSignal): void {
  if (signal.aborted || (error instanceof DOMException && error.name === "AbortError")) {
    return;
  }
  clear(where);
  where.prepend(h("p", { class: "trouble", role: "alert" }, error instanceof Error ? error.message : String(error)));
  if (!(error instanceof Refused)) {
    reportError(error);
  }
}

export function clear(where: HTMLElement): void {
  where.querySelector(":scope > .trouble")?.remove();
}
