/** Text as it is: Plotly would read tags and entities in it. */
export function literal(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Splits a text between words into lines of at most so many characters, where words allow. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** A text in lines for Plotly, which does not break lines by itself. */
export function lines(text: string, width: number): string {
  return wrapped(text, width).map(literal).join("<br>");
}

/** A number as a reader wants it under the pointer. */
export function number(value: number): string {
  return String(Number(value.toPrecision(4)));
}
