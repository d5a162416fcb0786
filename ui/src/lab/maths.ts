/** Sets LaTeX, with KaTeX, which is loaded when a page first needs it. */
export async function typeset(host: HTMLElement, latex: string): Promise<void> {
  const [{ default: katex }] = await Promise.all([import("katex"), import("katex/dist/katex.min.css")]);
  // One equation a line: the column beside the picture is narrow.
  const lines = latex.split(/[,;]?\s*\\quad\s*/).join(" \\\\[0.4em] ");
  katex.render(`\\begin{gathered} ${lines} \\end{gathered}`, host, {
    displayMode: true,
    throwOnError: true,
    strict: "ignore",
  });
}
