import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
// @ts-expect-error: a plain script
import { types } from "../dev/api-types.mjs";

test("the types are those of the server's description", () => {
  const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
  expect(types(JSON.parse(read("api.json")))).toBe(read("src/lab/api.ts"));
});
