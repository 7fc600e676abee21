import { describe, expect, it } from 'vitest';
import type { ActiveRule } from '#lib/alerts/rule-entry.ts';
import { RuleSet } from '#lib/alerts/rule-set.ts';

const [GREEDY, MODEST] = ['111122223333', '444455556666'];
/** As many as there is room for, before all others by their names. */
const INVENTED = Array.from({ length: 60 }, (_, n) => `aaa${String(n).padStart(2, '0')}`);

let rules = 0;

function ruleThatReads(fields: readonly string[], accountId = GREEDY, excluded: string[] = []): ActiveRule {
  const exists = (field: string) => ({ field: `${field}.x`, op: 'exists' as const, values: [true] });
  return {
    id: ++rules,
    revision: 1,
    definition: {
      name: `Rule ${rules}`,
      severity: 'low',
      description: '',
      runbook: '',
      techniques: [],
      condition: { any: fields.map(exists) },
      when: { kind: 'every' },
      groupBy: [],
      quietMinutes: 60,
      exclusions: [],
      references: [],
    },
    viewId: null,
    accountId,
    exclusions: excluded.map((field) => ({
      id: 1,
      accountId: null,
      untilMs: null,
      condition: exists(field),
    })),
    ownOff: [],
  };
}

const read = (set: RuleSet) => set.needs.alsoRead ?? [];

describe('the fields that are read for rules', () => {
  it('are all that they name, where there is room for them', () => {
    const set = new RuleSet(
      [ruleThatReads(['tlsDetails', 'userIdentity', 'mine'], GREEDY, ['hers'])],
      new Map(),
    );
    expect(read(set)).toEqual(['hers', 'mine', 'tlsDetails']);
    expect(set.unread).toEqual([]);
  });

  it('are always CloudTrail’s own, however many others are named', () => {
    const set = new RuleSet(
      [ruleThatReads(INVENTED), ruleThatReads([...INVENTED, 'vpcEndpointId', 'tlsDetails'])],
      new Map(),
    );
    expect(read(set)).toHaveLength(60);
    expect(read(set)).toEqual(expect.arrayContaining(['tlsDetails', 'vpcEndpointId']));
  });

  it('are not taken from an account’s rule by another account’s, however many rules that has', () => {
    const greedy = INVENTED.map((_, n) => ruleThatReads(INVENTED.map((field) => `${field}of${n}`)));
    const set = new RuleSet([...greedy, ruleThatReads(['zzz', 'zzzz'], MODEST)], new Map());
    expect(read(set)).toHaveLength(60);
    expect(read(set)).toEqual(expect.arrayContaining(['zzz', 'zzzz']));
  });

  it('are not taken from a rule by another of the same account', () => {
    const set = new RuleSet([ruleThatReads(INVENTED), ruleThatReads(['zzz'])], new Map());
    expect(read(set)).toContain('zzz');
  });

  it('are named where there is no room for them, with how many rules ask for them', () => {
    const last = INVENTED.at(-1) ?? '';
    const set = new RuleSet(
      [ruleThatReads(INVENTED), ruleThatReads(['zzz', last, last], MODEST), ruleThatReads([last])],
      new Map(),
    );
    expect(set.unread).toEqual([{ field: INVENTED.at(-2), rules: 1 }]);
    const many = new RuleSet([ruleThatReads(INVENTED), ruleThatReads([...INVENTED, 'zzz'])], new Map());
    expect(many.unread).toEqual([{ field: 'zzz', rules: 1 }]);
    const both = new RuleSet(
      [ruleThatReads([...INVENTED, 'zzz']), ruleThatReads([...INVENTED, 'zzz', 'x'])],
      new Map(),
    );
    expect(both.unread).toEqual([
      { field: 'zzz', rules: 2 },
      { field: 'x', rules: 1 },
    ]);
  });
});
