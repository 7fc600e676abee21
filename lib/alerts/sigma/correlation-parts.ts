import type { YamlMap } from './positioned-yaml.ts';
import { asMap, asScalar, asScalars, entryOf, textOf } from './read-node.ts';
import { refuse } from './refusal.ts';

const UNIT_SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;

/** The `timespan` of a correlation. @returns whole minutes, of at most 31 days. */
export function readTimespan(correlation: YamlMap): number {
  const entry = entryOf(correlation, 'timespan');
  if (!entry) refuse(correlation.line, 'The correlation has no timespan.');
  const text = textOf(correlation, 'timespan') ?? '';
  const [, amount, unit] = /^(\d{1,7})([smhdw])$/.exec(text) ?? [];
  const known = Object.entries(UNIT_SECONDS).find(([letter]) => letter === unit);
  if (!amount || !known)
    refuse(entry.line, `The timespan “${text}” is none: write a number and s, m, h or d, as in 15m.`);
  const seconds = Number(amount) * known[1];
  if (seconds % 60 !== 0 || seconds === 0)
    refuse(entry.line, `The timespan ${text} is not of whole minutes, which windows here are.`);
  if (seconds > 31 * 86_400) refuse(entry.line, `The timespan ${text} is longer than 31 days.`);
  return seconds / 60;
}

/** How many a correlation asks for, and of which field. `atLeast` is null where it says nothing of numbers. */
export type CorrelationCount = { atLeast: number | null; field: string | null; line: number };

/** Reads a correlation's `condition`. @throws SigmaRefusal for one that is none, or that asks for at most so many. */
export function readCount(correlation: YamlMap): CorrelationCount {
  const entry = entryOf(correlation, 'condition');
  if (!entry) return { atLeast: null, field: null, line: correlation.line };
  const { line } = entry;
  if (entry.value.kind !== 'map')
    refuse(line, 'The condition of a correlation must be a map, like “gte: 10”.');
  let atLeast: number | null = null;
  let field: string | null = null;
  for (const { key, value, line: at } of entry.value.entries) {
    if (key === 'field') {
      const fields = asScalars(value, 'field');
      if (fields.length !== 1) refuse(at, 'Values are counted of one field; the condition names several.');
      field = String(fields[0]?.value ?? '');
      continue;
    }
    const number = asScalar(value, key).value;
    if (key !== 'gte' && key !== 'gt')
      refuse(at, `The condition “${key}” cannot be told while events still come: only gte and gt can.`);
    if (atLeast !== null) refuse(at, 'The condition gives two numbers; one of gte and gt is enough.');
    if (typeof number !== 'number' || !Number.isInteger(number)) refuse(at, `${key} must be a whole number.`);
    atLeast = key === 'gt' ? number + 1 : number;
    if (atLeast < 1 || atLeast > 100_000) refuse(at, `${key} must ask for 1 to 100,000.`);
  }
  return { atLeast, field, line };
}

/**
 * The fields to group by; an alias counts as its field where that is the same in all rules.
 */
export function readGroupBy(correlation: YamlMap): string[] {
  const entry = entryOf(correlation, 'group-by');
  if (!entry) return [];
  const aliases = readAliases(correlation);
  return asScalars(entry.value, 'group-by').map(({ value, line }) => {
    const name = String(value ?? '');
    const fields = aliases.get(name);
    if (!fields) return name;
    const [field] = fields;
    if (field === undefined || fields.size > 1)
      refuse(
        line,
        `The alias “${name}” stands for different fields: groups here are of the same field in all events.`,
      );
    return field;
  });
}

function readAliases(correlation: YamlMap): Map<string, Set<string>> {
  const entry = entryOf(correlation, 'aliases');
  if (!entry) return new Map();
  return new Map(
    asMap(entry.value, 'aliases').entries.map(({ key, value }) => [
      key,
      new Set(asMap(value, 'an alias').entries.map((of) => String(asScalar(of.value, key).value ?? ''))),
    ]),
  );
}
