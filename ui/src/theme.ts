/** The colours of one appearance of the page. The page's own are in report.css. */
export interface Theme {
  readonly surface: string;
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  /** The colours of traces, in the order in which they are given out. */
  readonly series: readonly string[];
}

// Okabe and Ito's colours, told apart by colour-blind readers.
const blue = "#0072B2";
const vermillion = "#D55E00";
const green = "#009E73";
const orange = "#E69F00";
const purple = "#CC79A7";
const sky = "#56B4E9";
const yellow = "#F0E442";
const grey = "#999999";

// Yellow is left out of the series: a thin yellow line cannot be seen on white.
export const light: Theme = {
  surface: "#ffffff",
  ink: "#1d2329",
  muted: "#6b747d",
  grid: "#e3e6e9",
  series: [blue, vermillion, green, orange, purple, sky, "#1d2329"],
};

// Blue and green are lightened, or they would sink into a dark page.
export const dark: Theme = {
  surface: "#15191d",
  ink: "#e4e8ec",
  muted: "#98a2ac",
  grid: "#30373e",
  series: ["#3d9bd8", "#e8743b", "#22b98d", orange, purple, "#8fd0f5", "#e4e8ec"],
};

/** A verdict has the same colour in every figure; other classes take the colours that are left. */
const verdicts: Readonly<Record<string, string>> = {
  converges: green,
  oscillates: sky,
  diverges: vermillion,
  stalls: grey,
};

/** One colour for each class, the same in light and in dark. */
export function classColours(classes: readonly string[]): string[] {
  const taken = new Set(classes.map(name => verdicts[name]));
  const free = [blue, orange, green, vermillion, purple, sky, yellow, grey].filter(colour => !taken.has(colour));
  let next = 0;
  return classes.map(name => verdicts[name] ?? free[next++ % free.length] ?? grey);
}
