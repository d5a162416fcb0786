// What can be read off an entry of the catalogue without knowing which one it is.

import type { EntryInfo } from "./api";

/** The settings that are learning rates, one a player: those that may follow a schedule. */
export function rates(entry: EntryInfo | undefined): string[] {
  return (entry?.parameters ?? []).filter(p => p.kind === "schedule").map(p => p.name);
}

/** One learning rate for all players, as settings of an entry. */
export function atRate(entry: EntryInfo | undefined, rate: number): Record<string, string> {
  const text = String(Number(rate.toPrecision(3)));
  return Object.fromEntries(rates(entry).map(name => [name, text]));
}

/** The settings that a name stands for: those of a short form, or the name itself. */
export function meant(entry: EntryInfo, name: string): readonly string[] {
  return entry.shorthands[name] ?? [name];
}

/** Settings whose short forms are written out. */
export function writtenOut(entry: EntryInfo, settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => meant(entry, name).map(full => [full, value])),
  );
}
