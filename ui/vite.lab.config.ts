import { defineConfig } from "vite";

/** The laboratory: pages that load what they need when they are opened. */
export default defineConfig({
  root: "lab",
  base: "./",
  build: {
    target: "es2022",
    outDir: "../dist/lab",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000, // Plotly, which only pages with curves load
  },
});
