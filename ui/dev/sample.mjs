// Writes dist/sample.html: a report as the C# side composes it, with one figure for each thing a figure can show.

import { readFileSync, writeFileSync } from "node:fs";
import { figures } from "./figures.mjs";

const dist = new URL("../dist/", import.meta.url);
const read = name => readFileSync(new URL(name, dist), "utf8");

const text = value => String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const drawing = ([id, figure]) =>
    `<div class="figure" data-figure-id="${id}">
<script type="application/json">${JSON.stringify(figure).replaceAll("<", "\\u003C")}</script></div>`;

const outcomes = ["holds", "contradicted", "skipped"];
const claim = (id, i) => `<tr><td><a href="#${id}">${id}</a></td><td>A claim about ${id}</td>
  <td class="number">0.${i}1</td><td class="number">0.${i}08 [0.${i}0, 0.${i}3]</td>
  <td><span class="badge ${outcomes[i % 3]}">${outcomes[i % 3]}</span></td>
  <td><span class="badge ${i === 4 ? "failed" : "passed"}">${i === 4 ? "failed" : "passed"}</span></td></tr>`;

const section = ([id, figure], i) => `<section class="claim" id="${id}">
  <h2>${text(id)} <span class="badge ${outcomes[i % 3]}">${outcomes[i % 3]}</span></h2>
  <blockquote class="statement">For a zero-sum game whose field is linear, ${text(figure.title)}.</blockquote>
  <dl class="settings"><dt>game</dt><dd>dirac-gan</dd><dt>eta-g, eta-d</dt><dd>0.1, 0.1</dd>
  <dt>seeds</dt><dd>10</dd></dl>
  ${drawing([id, figure])}
  <p class="note">Measured with seed 1.</p>
</section>`;

const broken = {
    title: "Broken",
    columns: 1,
    panels: [{ title: "", x: {}, y: {}, rules: [], traces: [{ kind: "pie" }] }],
};

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sample report</title>
<style>${read("report.css")}</style>
</head>
<body>
<h1>Sample report</h1>
<p>One figure for each thing a figure can show.</p>
<nav class="summary" aria-label="Claims" tabindex="0"><table>
<thead><tr><th>claim</th><th>statement</th><th class="number">published</th><th class="number">measured</th>
<th>outcome</th><th>check</th></tr></thead>
<tbody>${Object.keys(figures).map(claim).join("")}</tbody></table></nav>
${Object.entries(figures).map(section).join("\n")}
<div class="figure" data-figure-id="broken"><script type="application/json">${JSON.stringify(broken)}</script></div>
<script>${read("report.js")}</script>
</body>
</html>
`;

writeFileSync(new URL("sample.html", dist), page);
