// Light or dark: as the reader chose with the button, or else as the system says.

const system = matchMedia("(prefers-color-scheme: dark)");
const changed = new EventTarget();
const key = "appearance";
const choices = ["as the system", "light", "dark"] as const;
type Choice = (typeof choices)[number];
let choice: Choice = "as the system";

export function isDark(): boolean {
  return choice === "dark" || (choice !== "light" && system.matches);
}

system.addEventListener("change", () => {
  if (choice === "as the system") {
    changed.dispatchEvent(new Event("change"));
  }
});

/** Calls whenever it changes. */
export function onAppearance(call: () => void): void {
  changed.addEventListener("change", call);
}

/** A list to choose from; the choice is kept in this browser. */
export function appearanceChoice(): HTMLSelectElement {
  const list = document.createElement("select");
  list.ariaLabel = "light or dark";
  list.append(...choices.map(c => new Option(c)));
  choose(choices.find(c => c === localStorage.getItem(key)) ?? choice);
  list.value = choice;
  list.addEventListener("change", () => {
    localStorage.setItem(key, list.value);
    choose(list.value as Choice);
  });
  return list;
}

function choose(now: Choice): void {
  choice = now;
  document.documentElement.style.colorScheme = now === "as the system" ? "" : now; // light-dark() in report.css follows
  changed.dispatchEvent(new Event("change"));
}
