import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRule } from '#lib/alerts/compile-rule.ts';
import { exclusionDigest } from '#lib/alerts/exclusion-digest.ts';
import type { NotedEvent } from '#lib/alerts/noted-event.ts';
import type { ActiveRule } from '#lib/alerts/rule-entry.ts';
import type { Sample } from '#lib/alerts/rule-model.ts';
import { RuleSet } from '#lib/alerts/rule-set.ts';
import { subjectOf } from '#lib/alerts/subject.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import { anyLog } from './any-log.ts';
import { anyRules, NOW_MS, VIEWS } from './any-rules.ts';
import { countryOf, holds, type Plain, textOf, valuesOf } from './plain-matcher.ts';

/** What fails is made smaller for so long at most. */
const RUNS = { numRuns: Number(process.env.FC_RUNS ?? 100), interruptAfterTimeLimit: 40_000 };
const MOST_PARTS = 100;

/** What a rule makes of an event. */
type Said =
  | { ruleId: number; parts: Part[] }
  | { ruleId: number; ownDigest: string | null; exclusionId: number | null };
type Part = { group: readonly string[]; step: number; value: string };

const anyWorld = anyLog.chain((log) => {
  const rules = anyRules(log.flatMap((record) => plainOf(record) ?? []));
  const viewIds = fc.array(fc.constantFrom(null, ...VIEWS.keys()), { minLength: 1, maxLength: 4 });
  return fc.record({ log: fc.constant(log), rules, viewIds });
});

test('what rules make of events, all together, is what each condition says of each event alone', () => {
  fc.assert(
    fc.property(anyWorld, ({ log, rules, viewIds }) => {
      const set = new RuleSet(rules, VIEWS);
      expect(set.broken).toEqual([]);
      const reader = new RecordReader(set.needs);
      const sources = { country: countryOf, text: (record: object) => reader.textOf(record) };
      for (const [at, record] of log.entries()) {
        const viewId = viewIds[at % viewIds.length] ?? null;
        const plain = plainOf(record);
        if (plain === null) continue;
        const [read] = reader.read(Buffer.from(JSON.stringify({ Records: [record] }))) ?? [];
        const result = normalise(read, { keyAccountId: null, now: NOW_MS, derived: reader.derived });
        if ('quarantined' in result || typeof read !== 'object' || read === null) throw new Error('not read');
        const noted = set.see(result.event, read, { viewId, nowMs: NOW_MS }, sources);
        expect(saidBy(noted)).toEqual(rules.flatMap((rule) => plainlySaid(rule, plain, viewId)));
      }
    }),
    RUNS,
  );
});

test('what a rule says of an event by its name, or by some sources of it, is never against what it says of all of it', () => {
  fc.assert(
    fc.property(anyWorld, ({ log, rules }) => {
      const plains = log.flatMap((record) => plainOf(record) ?? []);
      for (const rule of rules) {
        const { matches, sources, eventNames, decide } = compileRule(rule.definition);
        const someSources = [sources, ...[...sources].map((one) => new Set([one]))];
        const saysOtherwise = (plain: Plain) => {
          const subject = subjectOf(plain.event, Object(plain.record), { country: countryOf });
          const isMatch = isMatchOf(rule, plain);
          return (
            matches(subject) !== isMatch ||
            someSources.some((known) => decide(subject, known) === !isMatch) ||
            (isMatch && eventNames?.has(plain.event.eventName.toLowerCase()) === false)
          );
        };
        expect(plains.filter(saysOtherwise)).toEqual([]);
      }
    }),
    RUNS,
  );
});

function plainOf(record: Sample): Plain | null {
  const text = JSON.stringify(record);
  const parsed: unknown = JSON.parse(text);
  const result = normalise(parsed, { keyAccountId: null, now: NOW_MS });
  return 'event' in result ? { event: result.event, record: parsed, text } : null;
}

function isMatchOf(
  { definition: { condition, when } }: Pick<ActiveRule, 'definition'>,
  plain: Plain,
): boolean {
  const isStep = when.kind !== 'sequence' || when.steps.some((step) => holds(step.condition, plain));
  return isStep && holds(condition, plain);
}

/** Nothing where the rule is not on, does not match, or has no value to count. */
function plainlySaid(rule: ActiveRule, plain: Plain, viewId: number | null): Said[] {
  const { id: ruleId, definition } = rule;
  const { accountId } = plain.event;
  const isOn =
    rule.viewId === null
      ? rule.accountId === accountId
      : rule.viewId === viewId || VIEWS.get(rule.viewId)?.has(accountId) === true;
  if (!isOn || !isMatchOf(rule, plain)) return [];
  const own = definition.exclusions.find(
    ({ condition }, at) => !rule.ownOff.includes(at) && holds(condition, plain),
  );
  if (own) return [{ ruleId, ownDigest: exclusionDigest(own), exclusionId: null }];
  const added = rule.exclusions.find(
    (one) =>
      (one.accountId ?? accountId) === accountId &&
      (one.untilMs ?? Number.POSITIVE_INFINITY) > NOW_MS &&
      holds(one.condition, plain),
  );
  if (added) return [{ ruleId, ownDigest: null, exclusionId: added.id }];
  const parts = partsOf(rule, plain);
  return parts.length === 0 ? [] : [{ ruleId, parts }];
}

function partsOf({ definition: { when, groupBy } }: ActiveRule, plain: Plain): Part[] {
  const texts = (field: string) => [
    ...new Set(valuesOf(field, plain).flatMap((value) => textOf(value)?.slice(0, 400) || [])),
  ];
  const groups = groupBy.reduce<string[][]>(
    (all, field) => {
      const values = texts(field);
      return all.flatMap((group) => (values.length === 0 ? [''] : values).map((value) => [...group, value]));
    },
    [[]],
  );
  const watched =
    when.kind === 'first-seen' ? when.field : when.kind === 'threshold' ? when.distinct : undefined;
  const steps =
    when.kind === 'sequence'
      ? when.steps.flatMap(({ condition }, at) => (holds(condition, plain) ? [at] : []))
      : [0];
  return groups
    .flatMap((group) =>
      (watched === undefined ? [''] : texts(watched)).flatMap((value) =>
        steps.map((step) => ({ group, step, value })),
      ),
    )
    .slice(0, MOST_PARTS);
}

/** In the order of the rules; of rules that keep when values were seen, one part for each. */
function saidBy(noted: NotedEvent | null): Said[] {
  if (noted === null) return [];
  const seen = Map.groupBy(noted.seen, ({ ruleId }) => ruleId);
  const all: Said[] = [
    ...noted.matches.map(({ ruleId, parts }) => ({ ruleId, parts: [...parts] })),
    ...noted.hidden,
    ...[...seen].map(([ruleId, habits]) => ({
      ruleId,
      parts: habits.map(({ groupValues, value }) => ({ group: JSON.parse(groupValues), step: 0, value })),
    })),
  ];
  return all.sort((a, b) => a.ruleId - b.ruleId);
}
