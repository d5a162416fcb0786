import type { Arrows } from "../figure";
import { legend, type Mark } from "./mark";

const headSize = 7;

/**
 * All arrows in one trace: a shaft is a piece of a broken line, a head a marker at its tip that Plotly turns on the
 * screen, so that heads keep their shape whatever the axes' scales.
 */
export const arrows: Mark<Arrows> = (trace, pen) => {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  const sizes: number[] = [];
  trace.x.forEach((tailX, i) => {
    const [tailY, dx, dy] = [trace.y[i] ?? 0, trace.dx[i] ?? 0, trace.dy[i] ?? 0];
    x.push(tailX, tailX + dx, null);
    y.push(tailY, tailY + dy, null);
    sizes.push(0, dx === 0 && dy === 0 ? 0 : headSize, 0);
  });
  return [
    {
      type: "scatter",
      mode: "lines+markers",
      x,
      y,
      line: { color: pen.theme.muted, width: 1, simplify: false },
      marker: {
        symbol: "arrow",
        angleref: "previous",
        size: sizes,
        color: pen.theme.muted,
        opacity: 1,
        line: { width: 0 },
      },
      hoverinfo: "skip",
      ...legend(trace.name),
    },
  ];
};
