// Sums up the results that ./test leaves in a folder: the tests that failed, those that were skipped and why, then one
// line. The exit status is 1 if a test failed or none ran.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
const failed = [];
const skipped = [];
let passed = 0;

for (const name of readdirSync(folder, { recursive: true })) {
  const read = () => readFileSync(join(folder, name), "utf8");
  if (name.endsWith(".trx")) {
    addDotnet(read());
  } else if (name.endsWith(".json")) {
    addUi(JSON.parse(read()));
  }
}

failed.forEach(test => console.log(`failed: ${test}`));
skipped.forEach(test => console.log(`skipped: ${test}`));
console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;

/**
 * A results file of the .NET test platform, one a test project. Whatever neither passed nor was skipped has failed; a
 * run that broke off before it could say so is one failure.
 */
function addDotnet(trx) {
  const failedBefore = failed.length;
  for (const [, attributes, body = ""] of trx.matchAll(/<UnitTestResult\s([^>]*?)(?:\/>|>(.*?)<\/UnitTestResult>)/gs)) {
    const [test, outcome] = [attribute(attributes, "testName"), attribute(attributes, "outcome")];
    if (outcome === "Passed") {
      passed++;
    } else if (outcome === "NotExecuted") {
      const reason = text(/<(?:Message|StdOut)>(.*?)<\//s.exec(body)?.[1] ?? "");
      skipped.push(reason === "" ? test : `${test}: ${reason}`);
    } else {
      failed.push(test);
    }
  }
  const outcome = attribute(/<ResultSummary\s[^>]*>/.exec(trx)?.[0] ?? "", "outcome");
  if (outcome !== "Completed" && failed.length === failedBefore) {
    failed.push("a test run that broke off");
  }
}

/** The results of Vitest. A file that could not be read as tests is one failure. */
function addUi({ testResults }) {
  for (const { name, status, assertionResults } of testResults) {
    const failedBefore = failed.length;
    for (const { status: outcome, fullName } of assertionResults) {
      if (outcome === "passed") {
        passed++;
      } else {
        (outcome === "failed" ? failed : skipped).push(fullName);
      }
    }
    if (status === "failed" && failed.length === failedBefore) {
      failed.push(name);
    }
  }
}

function attribute(element, name) {
  return text(new RegExp(`\\b${name}="([^"]*)"`).exec(element)?.[1] ?? "");
}

/** What stands in XML, on one line. */
function text(xml) {
  const entities = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  const plain = xml.replace(/&#\w+;/g, " ").replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => entities[name]);
  return plain.replace(/\s+/g, " ").trim();
}
