// The report page: draws every figure that stands on it as data.

import { isDark, onAppearance } from "./appearance";
import "./report.css";
import { dark, light } from "./theme";
import { FigureView } from "./view";

/** Figures this near to the window are drawn before they are seen. */
const nearby = "600px";

const pageTheme = () => (isDark() ? dark : light);

const views = new Map<Element, FigureView>();
for (const host of document.querySelectorAll<HTMLElement>("div[data-figure-id]")) {
  views.set(host, new FigureView(host));
}

const observer = new IntersectionObserver(
  entries => {
    for (const { target } of entries.filter(entry => entry.isIntersecting)) {
      observer.unobserve(target);
      void views.get(target)?.draw(pageTheme());
    }
  },
  { rootMargin: nearby },
);
views.forEach((_, host) => observer.observe(host));

onAppearance(() => {
  for (const view of views.values()) {
    if (view.isBuilt) {
      void view.draw(pageTheme());
    }
  }
});

// On paper: all figures, light, as wide as the sheet (class "printing" in report.css). Plotly draws before it first
// waits, so that all of this is done when the browser takes the page.
addEventListener("beforeprint", () => {
  observer.disconnect();
  document.documentElement.classList.add("printing");
  for (const view of views.values()) {
    void view.draw(light);
    view.resize();
  }
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  for (const view of views.values()) {
    void view.draw(pageTheme());
  }
});
