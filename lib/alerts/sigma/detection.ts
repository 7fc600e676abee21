import { type Condition, RULE_BOUNDS } from '../rule-model.ts';
import { readExpression } from './condition-expression.ts';
import { anyOf } from './normal-form.ts';
import type { YamlMap } from './positioned-yaml.ts';
import { asMap, asScalars, entryOf } from './read-node.ts';
import { refuse } from './refusal.ts';
import { readSelection } from './selection.ts';

/** What a rule's `detection` asks of an event. `timeframe`, of the old way to count, is no selection. */
export function readDetection(rule: YamlMap): Condition {
  const entry = entryOf(rule, 'detection');
  if (!entry) refuse(rule.line, 'The rule has no detection.');
  const detection = asMap(entry.value, 'detection');
  const expression = entryOf(detection, 'condition');
  if (!expression) refuse(entry.line, 'The detection has no condition.');
  const selections = new Map<string, Condition>();
  for (const { key, value } of detection.entries)
    if (key !== 'condition' && key !== 'timeframe') selections.set(key, readSelection(value));
  // Before the condition, which may name each of them many times.
  if (selections.size > 0) checkSize(anyOf([...selections.values()]), entry.line);
  const sources = asScalars(expression.value, 'condition');
  if (sources.length === 0) refuse(expression.line, 'The detection has no condition.');
  const conditions = sources.map(({ value, line }) => readExpression(String(value ?? ''), selections, line));
  const condition = anyOf(conditions);
  checkSize(condition, entry.line);
  return condition;
}

/** Refuses a condition that would cost too much for each event. */
export function checkSize(condition: Condition, line: number): void {
  const { tests, depth } = sizeOf(condition);
  if (tests > RULE_BOUNDS.tests)
    refuse(line, `The detection has ${tests} tests; ${RULE_BOUNDS.tests} are the most. Split the rule.`);
  if (depth > RULE_BOUNDS.depth)
    refuse(
      line,
      `The detection is nested ${depth} deep; ${RULE_BOUNDS.depth} is the most. Simplify the condition.`,
    );
}

function sizeOf(condition: Condition): { tests: number; depth: number } {
  const parts = partsOf(condition);
  if (parts.length === 0) return { tests: 1, depth: 1 };
  const sizes = parts.map(sizeOf);
  return {
    tests: sizes.reduce((sum, { tests }) => sum + tests, 0),
    depth: 1 + sizes.reduce((most, { depth }) => Math.max(most, depth), 0),
  };
}

function partsOf(condition: Condition): Condition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  if ('not' in condition) return [condition.not];
  return 'within' in condition ? [condition.has] : [];
}
