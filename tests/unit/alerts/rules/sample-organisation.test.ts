import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compileRule } from '#lib/alerts/compile-rule.ts';
import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import type { BuiltInRule, Sample } from '#lib/alerts/rule-model.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';
import { subjectOf } from '#lib/alerts/subject.ts';
import { normalise } from '#lib/cloudtrail/normalise.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import { STORY_NEEDS_EVENTS } from '#lib/demo/organisation/story/story.ts';

/** The sample organisation's records of two weeks. */
function recordsOf(events: number): Sample[] {
  const objects = generateObjects({ seed: 11, events, days: 14, end: new Date('2026-11-01'), gzipLevel: 1 });
  return [...objects].flatMap(({ body }) => JSON.parse(gunzipSync(body).toString()).Records);
}

/** Rules that find something, with how often; only what may match is put to a rule whole. */
function findings(records: readonly Sample[]): Map<BuiltInRule, number> {
  const subjects = records.flatMap((record) => {
    const result = normalise(record, { keyAccountId: null, now: Number.MAX_SAFE_INTEGER });
    return 'event' in result ? [{ record, subject: subjectOf(result.event, record) }] : [];
  });
  const counts = BUILT_IN_RULES.map((rule): [BuiltInRule, number] => {
    const { matches } = compileRule(rule);
    const matching = subjects.filter(({ subject }) => matches(subject)).map(({ record }) => record);
    return [rule, evaluateOnce(rule, matching).length];
  });
  return new Map(counts.filter(([, count]) => count > 0));
}

const isGrave = ({ severity }: BuiltInRule) => severity === 'high' || severity === 'critical';
const idsOf = (rules: Iterable<BuiltInRule>) => [...rules].map(({ id }) => id);

test('everyday life of an organisation raises nothing grave, but for the root user', () => {
  const found = findings(recordsOf(STORY_NEEDS_EVENTS - 1));
  const grave = idsOf(found.keys().filter(isGrave));
  expect(grave.filter((id) => id !== 'cis-4.3' && id !== 'root-sign-in')).toEqual([]);
});

test('an intrusion is seen in each of its acts', () => {
  const found = idsOf(findings(recordsOf(STORY_NEEDS_EVENTS)).keys());
  expect(found).toEqual(
    expect.arrayContaining([
      'cis-4.1', // tries everything, and is refused
      'iam-user-created',
      'administrator-policy',
      'access-key-for-other',
      'login-profile-for-other',
      'cis-4.2', // the new user at the console
      'security-group-open',
      'accelerated-machines',
      'cis-4.5', // stops the trail
    ]),
  );
});
