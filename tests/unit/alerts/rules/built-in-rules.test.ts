import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileCondition } from '#lib/alerts/compile.ts';
import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import { type BuiltInRule, ruleDefinition, type Sample } from '#lib/alerts/rule-model.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { corpusRecords } from '../../../setup/corpus.ts';

const ROOT = join(import.meta.dirname, '../../../../lib/alerts/rules');

/** Rules that look at every event, whatever its name, each with the reason. All others are found by the event's name. */
const OF_EVERY_EVENT: Readonly<Record<string, string>> = {
  'cis-4.1': 'what was refused matters, not what was tried',
  'cis-4.1-each': 'what was refused matters, not what was tried',
  'cis-4.3': 'whatever root does counts',
  'cis-4.15': 'every write to AWS Organizations counts, of whatever name',
  'trail-silent': 'any event shows that the account’s trail is alive',
  'first-region': 'any call may be the first in a region',
  'first-service': 'any call may be the first to a service',
  'first-country': 'any call may be the first from a country',
  'dormant-identity': 'any call shows that the identity is back',
  'instance-credentials-outside': 'stolen credentials may be used for anything',
};

/** Countries of the addresses kept for documentation, which have none in truth. */
const country = (address: string) =>
  address.startsWith('203.0.113.') ? 'DE' : address.startsWith('198.51.100.') ? 'BR' : '';

const find = (rule: BuiltInRule, records: readonly Sample[]) => evaluateOnce(rule, records, { country });

describe.each(BUILT_IN_RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('makes a finding of each of its samples, and one only', () => {
    const found = rule.fires.map((records) => find(rule, records).length);
    expect(found).toEqual(rule.fires.map(() => 1));
    expect(rule.fires.length).toBeGreaterThan(0);
  });

  test('stays quiet on what only looks like it', () => {
    const found = rule.quiet.map((records) => find(rule, records).length);
    expect(found).toEqual(rule.quiet.map(() => 0));
    expect(rule.quiet.length).toBeGreaterThan(0);
  });

  test('each of its exclusions leaves out a sample that would fire without it', () => {
    const idle = rule.exclusions.filter((exclusion) => {
      const others = { ...rule, exclusions: rule.exclusions.filter((other) => other !== exclusion) };
      return !rule.quiet.some((records) => find(others, records).length > 0);
    });
    expect(idle.map(({ reason }) => reason)).toEqual([]);
  });

  test('is a rule within the bounds of rules, and says what it means and what to do', () => {
    const { id, family, fires, quiet, ...definition } = rule;
    expect(ruleDefinition.parse(definition)).toEqual(definition);
    expect(rule.description.split(/[.!?](?:\s|$)/).filter(Boolean).length).toBeGreaterThanOrEqual(2);
    expect(rule.runbook.split('\n').length).toBeGreaterThanOrEqual(2);
    expect(rule.techniques.length + rule.references.length).toBeGreaterThan(0);
  });

  test('names the events that it is about', () => {
    const { eventNames } = compileCondition(rule.condition);
    if (rule.id in OF_EVERY_EVENT) expect(eventNames).toBeNull();
    else expect(eventNames?.size).toBeGreaterThan(0);
  });
});

test('no two rules have the same id or name', () => {
  expect(new Set(BUILT_IN_RULES.map(({ id }) => id)).size).toBe(BUILT_IN_RULES.length);
  expect(new Set(BUILT_IN_RULES.map(({ name }) => name)).size).toBe(BUILT_IN_RULES.length);
});

test('every rule stands in the file of its id and family, and every file that holds one is in the list', () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const holding = files.filter((file) =>
    readFileSync(join(ROOT, file), 'utf8').includes(': BuiltInRule = {'),
  );
  expect(holding.toSorted()).toEqual(
    BUILT_IN_RULES.map(({ id, family }) => join(family, `${id}.ts`)).toSorted(),
  );
  expect(Object.keys(OF_EVERY_EVENT).filter((id) => !BUILT_IN_RULES.some((rule) => rule.id === id))).toEqual(
    [],
  );
});

test('a record with missing, null or odd fields is no trouble to any rule', () => {
  const odd = corpusRecords().filter(
    (record) => 'event' in normalise(record, { keyAccountId: null, now: Date.now() }),
  );
  expect(odd.length).toBeGreaterThan(1_000);
  for (const rule of BUILT_IN_RULES) expect(() => evaluateOnce(rule, odd as Sample[]), rule.id).not.toThrow();
});
