// TypeScript types of what the server takes and gives, from its own description (api.json). npm run types writes them.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The type of a schema. */
function type(schema) {
    if (schema.$ref) {
        return schema.$ref.split("/").at(-1);
    }
    const options = schema.oneOf ?? schema.anyOf;
    if (options) {
        return [...new Set(options.map(type))].join(" | ");
    }
    if (schema.enum) {
        return schema.enum.map(value => JSON.stringify(value)).join(" | ");
    }
    return [schema.type ?? "unknown"]
        .flat()
        .map(name => single(name, schema))
        .join(" | ");
}

function single(name, schema) {
    switch (name) {
        case "integer":
            return "number";
        case "array":
            return `readonly ${grouped(type(schema.items))}[]`;
        case "object":
            return schema.additionalProperties
                ? `Readonly<Record<string, ${type(schema.additionalProperties)}>>`
                : "object";
        default:
            return name;
    }
}

function grouped(text) {
    return /[ |]/.test(text) ? `(${text})` : text;
}

/** A property that a request may leave out is optional; answers always have all. */
function declaration(name, schema) {
    if (!schema.properties) {
        return `export type ${name} = ${type(schema)};`;
    }
    const required = new Set(schema.required ?? []);
    const lines = Object.entries(schema.properties).map(
        ([key, value]) => `  readonly ${key}${required.has(key) ? "" : "?"}: ${type(value)};`,
    );
    return `export interface ${name} {\n${lines.join("\n")}\n}`;
}

/** All types of a description, as a module. */
export function types(description) {
    const schemas = Object.entries(description.components.schemas).sort(([a], [b]) => (a < b ? -1 : 1));
    const head = `// Made by "npm run types" from api.json, the server's own description: not to be edited.`;
    return `${[head, ...schemas.map(([name, schema]) => declaration(name, schema))].join("\n\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    process.stdout.write(types(JSON.parse(readFileSync(new URL("../api.json", import.meta.url), "utf8"))));
}
