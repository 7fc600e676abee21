import { anyStep } from '../any-step.ts';
import type { Condition, When } from '../rule-model.ts';
import { readCount, readGroupBy, readTimespan } from './correlation-parts.ts';
import { checkSize } from './detection.ts';
import { anyOf } from './normal-form.ts';
import type { YamlMap } from './positioned-yaml.ts';
import { asMap, asScalars, entryOf, textOf } from './read-node.ts';
import { refuse } from './refusal.ts';

/** What a document detects: of single events, or of many of them together. */
export type Detected = { condition: Condition; when: When; groupBy: string[] };

/** The rule that a correlation refers to by id or name. @throws SigmaRefusal where there is none, or it is refused itself. */
export type FindRule = (reference: string, line: number) => Detected;

const MAX_PARTS = 100;

type Part = Detected & { name: string; line: number };

/** Reads a correlation document into what it means: threshold, distinct values, or a sequence. */
export function readCorrelation(rule: YamlMap, find: FindRule): Detected {
  const entry = entryOf(rule, 'correlation');
  if (!entry) refuse(rule.line, 'The document has no correlation.');
  const correlation = asMap(entry.value, 'correlation');
  const type = textOf(correlation, 'type') ?? '';
  const typeLine = entryOf(correlation, 'type')?.line ?? entry.line;
  const parts = readParts(correlation, find);
  switch (type) {
    case 'event_count':
    case 'value_count':
      return counted(correlation, parts, type);
    case 'temporal':
    case 'temporal_ordered':
      return sequence(correlation, parts, type === 'temporal_ordered');
    case 'value_sum':
    case 'value_avg':
    case 'value_percentile':
      return refuse(
        typeLine,
        `A correlation ${type} computes with values; Trailkeep counts events and values.`,
      );
    default:
      return refuse(typeLine, `There is no correlation type “${type}”.`);
  }
}

function readParts(correlation: YamlMap, find: FindRule): Part[] {
  const entry = entryOf(correlation, 'rules');
  const named = entry ? asScalars(entry.value, 'rules') : [];
  if (named.length === 0) refuse(correlation.line, 'The correlation names no rules.');
  if (named.length > MAX_PARTS)
    refuse(correlation.line, `The correlation names more than ${MAX_PARTS} rules.`);
  const names = new Set<string>();
  return named.map(({ value, line }) => {
    const name = String(value ?? '');
    if (names.has(name)) refuse(line, `The correlation names “${name}” twice.`);
    names.add(name);
    return { ...find(name, line), name, line };
  });
}

function counted(
  correlation: YamlMap,
  parts: readonly Part[],
  type: 'event_count' | 'value_count',
): Detected {
  for (const { name, line, when } of parts)
    if (when.kind !== 'every')
      refuse(line, `“${name}” is a correlation: ${type} counts events of plain rules.`);
  const { atLeast, field, line } = readCount(correlation);
  if (atLeast === null)
    refuse(line, `The correlation ${type} says no number: add a condition, like “gte: 10”.`);
  if (type === 'value_count' && !field) refuse(line, 'The condition of value_count names no field.');
  const withinMinutes = readTimespan(correlation);
  const condition = anyOf(parts.map((part) => part.condition));
  checkSize(condition, correlation.line);
  const distinct = type === 'value_count' && field ? { distinct: field } : {};
  return {
    condition,
    when: atLeast < 2 ? { kind: 'every' } : { kind: 'threshold', atLeast, ...distinct, withinMinutes },
    groupBy: readGroupBy(correlation),
  };
}

function sequence(correlation: YamlMap, parts: readonly Part[], ordered: boolean): Detected {
  const withinMinutes = readTimespan(correlation);
  const groupBy = readGroupBy(correlation);
  const { atLeast, line } = readCount(correlation);
  if (atLeast !== null && atLeast !== parts.length)
    refuse(
      line,
      `The correlation asks for ${atLeast} of its ${parts.length} rules: only all of them together can be told.`,
    );
  const steps = parts.map((part) => ({
    name: part.name,
    condition: part.condition,
    atLeast: repeatsOf(part, withinMinutes, groupBy),
  }));
  const [only] = steps;
  const condition = anyStep(steps);
  checkSize(condition, correlation.line);
  if (only && steps.length === 1) {
    const when: When =
      only.atLeast < 2 ? { kind: 'every' } : { kind: 'threshold', atLeast: only.atLeast, withinMinutes };
    return { condition, when, groupBy };
  }
  return { condition, when: { kind: 'sequence', steps, ordered, withinMinutes }, groupBy };
}

// A chained event_count is a step that asks for several, if its window and its groups are those of the whole.
function repeatsOf(part: Part, withinMinutes: number, groupBy: readonly string[]): number {
  const { name, line, when } = part;
  if (when.kind === 'every') return 1;
  if (when.kind !== 'threshold' || when.distinct)
    refuse(line, `“${name}” is a correlation that cannot be a step: only plain rules and event_count can.`);
  if (when.withinMinutes !== withinMinutes || part.groupBy.join('\n') !== groupBy.join('\n'))
    refuse(line, `“${name}” has a timespan or group-by other than the correlation's: a step shares them.`);
  return when.atLeast;
}
