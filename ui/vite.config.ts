import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

// A report carries Plotly to whoever it is given to, and so the licence goes with it.
const plotlyLicence = readFileSync(
  new URL("node_modules/plotly.js-cartesian-dist-min/LICENSE", import.meta.url),
  "utf8",
);

/** The report is inlined into a page, so nothing in it may end, or comment out, the element it stands in. */
const inlinable: Plugin = {
  name: "inlinable",
  generateBundle(_options, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      const text = String(file.type === "chunk" ? file.code : file.source);
      const tag = /<\/script|<\/style|<!--/i.exec(text);
      if (tag) {
        this.error(`${name} holds "${tag[0]}" and cannot be inlined into a page`);
      }
    }
  },
};

export default defineConfig({
  plugins: [inlinable],
  esbuild: { legalComments: "inline" },
  build: {
    target: "es2022",
    lib: {
      entry: "src/report.ts",
      formats: ["iife"],
      name: "SaddleReport",
      fileName: () => "report.js",
      cssFileName: "report",
    },
    rollupOptions: { output: { banner: `/*! plotly.js\n\n${plotlyLicence}*/` } },
  },
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000 },
});
