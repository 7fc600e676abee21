import fc from 'fast-check';
import type { ActiveRule, AddedExclusion } from '#lib/alerts/rule-entry.ts';
import { type Condition, DERIVED_FIELDS, type RuleDefinition, type When } from '#lib/alerts/rule-model.ts';
import { anyCondition, type Field, type Value } from './any-conditions.ts';
import { ACCOUNTS } from './any-log.ts';
import { type Plain, textOf, valuesOf } from './plain-matcher.ts';

export const NOW_MS = Date.UTC(2026, 10, 20, 15);
export const VIEWS: ReadonlyMap<number, ReadonlySet<string>> = new Map([
  [1, new Set(ACCOUNTS.slice(0, 2))],
  [2, new Set(ACCOUNTS.slice(1))],
]);

/** Rules that are on here and there, on fields of these events: few fields, so that several rules ask for one. */
export function anyRules(events: readonly Plain[]): fc.Arbitrary<ActiveRule[]> {
  const ofEvents = DERIVED_FIELDS.map((name) => ({
    name,
    values: [
      ...new Set(events.flatMap((plain) => valuesOf(name, plain).map((value) => textOf(value) ?? ''))),
    ],
  }));
  const paths = pathsOf(events.map(({ record }) => record));
  const some = (fields: readonly Field[], most: number) =>
    fc.subarray([...fields], { maxLength: Math.min(fields.length, most) });
  return fc
    .tuple(some(ofEvents, 7), some(paths, 4))
    .chain(([derived, own]) => {
      const fields = [...ofEvents.filter(({ name }) => name === '@event'), ...derived, ...own];
      const definition = anyDefinition(fields);
      const scopes = fc.array(anyScope(fields), { minLength: 1, maxLength: 3 });
      return fc.array(fc.tuple(definition, scopes), { minLength: 1, maxLength: 12 });
    })
    .map((drawn) =>
      drawn
        .flatMap(([definition, scopes]) => scopes.map((scope) => ({ definition, ...scope })))
        .map((rule, at) => ({ ...rule, id: at + 1, revision: 1 })),
    );
}

function anyDefinition(fields: readonly Field[]): fc.Arbitrary<RuleDefinition> {
  const condition = fc.constantFrom(0, 1, 3).chain((depth) => anyCondition(fields, depth));
  const field = fc.constantFrom(...fields.map(({ name }) => name));
  return fc
    .record({
      condition,
      when: anyWhen(field, condition),
      groupBy: fc.array(field, { maxLength: 2 }),
      exclusions: fc.array(
        condition.map((one) => ({ reason: 'known', condition: one })),
        { maxLength: 2 },
      ),
    })
    .map((drawn) => ({
      name: 'A rule',
      severity: 'low',
      description: '',
      runbook: '',
      techniques: [],
      quietMinutes: 60,
      references: [],
      ...drawn,
    }));
}

function anyWhen(field: fc.Arbitrary<string>, condition: fc.Arbitrary<Condition>): fc.Arbitrary<When> {
  const withinMinutes = 5;
  return fc.oneof(
    fc.constant<When>({ kind: 'every' }),
    field.map((distinct): When => ({ kind: 'threshold', atLeast: 2, distinct, withinMinutes })),
    field.map((watched): When => ({ kind: 'first-seen', field: watched, lookbackDays: 9, learningDays: 1 })),
    fc.constant<When>({ kind: 'returning', afterDays: 9 }),
    fc.array(condition, { minLength: 2, maxLength: 3 }).map(
      (steps): When => ({
        kind: 'sequence',
        ordered: true,
        withinMinutes,
        steps: steps.map((one, at) => ({ name: `${at}`, condition: one, atLeast: 1 })),
      }),
    ),
  );
}

type Scope = Pick<ActiveRule, 'viewId' | 'accountId' | 'exclusions' | 'ownOff'>;

function anyScope(fields: readonly Field[]): fc.Arbitrary<Scope> {
  const account = fc.constantFrom(...ACCOUNTS);
  const place = fc.oneof(
    fc.constantFrom(...VIEWS.keys()).map((viewId) => ({ viewId, accountId: null })),
    account.map((accountId) => ({ viewId: null, accountId })),
  );
  const exclusion = fc.record({
    accountId: fc.option(account),
    untilMs: fc.constantFrom(null, NOW_MS, NOW_MS + 1),
    condition: anyCondition(fields, 1),
  });
  const numbered = (added: readonly Omit<AddedExclusion, 'id'>[]) => added.map((one, id) => ({ ...one, id }));
  return fc
    .tuple(place, fc.array(exclusion, { maxLength: 2 }), fc.subarray([0, 1]))
    .map(([where, added, ownOff]) => ({ ...where, exclusions: numbered(added), ownOff }));
}

/** Every path of some records that a rule can name, with the values that stand there; through texts that are JSON too. */
function pathsOf(records: readonly unknown[]): Field[] {
  const found = new Map<string, Set<Value>>();
  const walk = (value: unknown, path: string): void => {
    const inner = typeof value === 'string' ? (jsonOf(value) ?? value) : value;
    if (Array.isArray(inner)) for (const element of inner) walk(element, path);
    else if (typeof inner === 'object' && inner !== null)
      for (const [name, next] of Object.entries(inner))
        if (/^[^.[\]@]+$/.test(name)) walk(next, path === '' ? name : `${path}.${name}`);
    if (path === '' || path.length > 500) return;
    const values = found.get(path) ?? new Set();
    if (typeof value === 'string') values.add(value.slice(0, 200));
    if (typeof value === 'number' || typeof value === 'boolean') values.add(value);
    found.set(path, values);
  };
  for (const record of records) walk(record, '');
  return [...found].map(([name, values]) => ({ name, values: [...values] }));
}

function jsonOf(text: string): unknown {
  if (!/^[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
