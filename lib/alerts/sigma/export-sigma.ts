import { Document } from 'yaml';
import { isAnyStep } from '../any-step.ts';
import type { Condition, RuleDefinition, When } from '../rule-model.ts';
import { toDetection } from './export-detection.ts';
import { toGroupingKey } from './grouping.ts';
import { allOf, not } from './normal-form.ts';
import { cannotSay, toRecordCondition, toRecordField } from './record-condition.ts';

type Fields = Record<string, unknown>;
type Threshold = Extract<When, { kind: 'threshold' }>;
type Sequence = Extract<When, { kind: 'sequence' }>;

const LOG_SOURCE = { product: 'aws', service: 'cloudtrail' };

/**
 * A rule as Sigma's YAML: one document, or for thresholds and sequences the correlation followed by the rules that it counts. Exclusions
 * become filters; what only Trailkeep knows, as the quiet time, stands under keys of its own, which others pass over.
 * @throws TrailkeepError `bad-request` with the reason, for a rule that Sigma cannot say.
 */
export function exportSigma(rule: RuleDefinition): string {
  return toDocuments(rule)
    .map((fields) => {
      // Many readers of Sigma follow YAML 1.1, where NO is false.
      const document = new Document(fields, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
      return document.toString({ indent: 4, lineWidth: 0, singleQuote: true });
    })
    .join('---\n');
}

function toDocuments(rule: RuleDefinition): Fields[] {
  const { when } = rule;
  switch (when.kind) {
    case 'every':
      return [document(rule, { logsource: LOG_SOURCE, detection: toDetection(conditionOf(rule)) })];
    case 'threshold':
      return thresholdDocuments(rule, when);
    case 'sequence':
      return sequenceDocuments(rule, when);
    case 'first-seen':
      return cannotSay('It watches for what is seen for the first time.');
    case 'returning':
      return cannotSay('It watches for what returns after a long time.');
    case 'absence':
      return cannotSay('It watches for what fails to happen.');
  }
}

function conditionOf({ condition, exclusions }: RuleDefinition, of: Condition = condition): Condition {
  return toRecordCondition(allOf([of, ...exclusions.map((exclusion) => not(exclusion.condition))]));
}

// In the order in which Sigma's rules are written; what is absent is left out.
function document(
  rule: RuleDefinition,
  detects: { logsource?: Fields; detection?: Fields; correlation?: Fields },
): Fields {
  const { origin } = rule;
  const own = origin?.tags ?? [];
  const told = own.map((tag) => tag.toLowerCase());
  const techniques = rule.techniques.map((technique) => `attack.${technique.toLowerCase()}`);
  const tags = [...own, ...techniques.filter((tag) => !told.includes(tag))];
  const fields: Fields = {
    title: rule.name,
    id: origin?.id,
    name: origin?.name,
    status: origin?.status,
    description: rule.description || undefined,
    license: origin?.license,
    references: rule.references,
    author: origin?.author,
    date: origin?.date,
    modified: origin?.modified,
    tags,
    ...detects,
    falsepositives: origin?.falsePositives,
    level: rule.severity === 'info' ? 'informational' : rule.severity,
    runbook: rule.runbook || undefined,
    ...toGroupingKey(rule),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function base(name: string, condition: Condition): Fields {
  return { title: name, name, logsource: LOG_SOURCE, detection: toDetection(condition) };
}

function thresholdDocuments(rule: RuleDefinition, when: Threshold): Fields[] {
  const name = 'counted_events';
  const correlation = {
    type: when.distinct === undefined ? 'event_count' : 'value_count',
    rules: [name],
    ...grouping(rule, when.withinMinutes),
    condition: {
      gte: when.atLeast,
      ...(when.distinct === undefined ? {} : { field: toRecordField(when.distinct) }),
    },
  };
  return [document(rule, { correlation }), base(name, conditionOf(rule))];
}

function sequenceDocuments(rule: RuleDefinition, when: Sequence): Fields[] {
  const names = uniqueNames(when.steps.map(({ name }) => name));
  // What the rule asks of all its events, where that is more than to be one of the steps.
  const common = isAnyStep(rule.condition, when.steps) ? [] : [rule.condition];
  const correlation = {
    type: when.ordered ? 'temporal_ordered' : 'temporal',
    rules: names,
    ...grouping(rule, when.withinMinutes),
  };
  const parts = when.steps.flatMap(({ condition, atLeast }, at) => {
    const name = names[at] ?? '';
    const of = conditionOf(rule, allOf([...common, condition]));
    if (atLeast === 1) return [base(name, of)];
    const counted = `${name}_events`;
    const counting = {
      type: 'event_count',
      rules: [counted],
      ...grouping(rule, when.withinMinutes),
      condition: { gte: atLeast },
    };
    return [{ title: name, name, correlation: counting }, base(counted, of)];
  });
  return [document(rule, { correlation }), ...parts];
}

function grouping({ groupBy }: RuleDefinition, minutes: number): Fields {
  const timespan =
    minutes % 1_440 === 0 ? `${minutes / 1_440}d` : minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
  return groupBy.length > 0 ? { 'group-by': groupBy.map(toRecordField), timespan } : { timespan };
}

function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name === '' ? 'step' : name;
    for (let count = 2; taken.has(own); count += 1) own = `${name}_${count}`;
    taken.add(own);
    return own;
  });
}
