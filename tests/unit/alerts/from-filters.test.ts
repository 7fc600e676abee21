import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCondition } from '#lib/alerts/compile.ts';
import {
  ANY_EVENT,
  conditionOfFilters,
  conditionsOfFilters,
} from '#lib/alerts/from-filters/condition-of-filters.ts';
import type { RuleFilters } from '#lib/alerts/from-filters/filter-fields.ts';
import { filtersOfCondition } from '#lib/alerts/from-filters/filters-of-condition.ts';
import { type Condition, condition as conditionShape, type FieldTest } from '#lib/alerts/rule-model.ts';
import { ruleOfView } from '#lib/alerts/scope-rules/rule-start.ts';
import { subjectOf } from '#lib/alerts/subject.ts';
import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import { NO_FILTERS, NONE } from '#lib/events/schema.ts';
import { parseEventSearch } from '#lib/events/url.ts';
import { anyFilters } from '#tests/db/events/any-filters.ts';
import { randomEvents } from '#tests/db/events/random-events.ts';

const NOTHING: RuleFilters = { ...NO_FILTERS, category: [] };
const EVENTS = randomEvents(120, 3);

/** Filters that show the same events, written in one way. */
function normal({ q, category, identityType, ...filters }: RuleFilters): RuleFilters {
  return {
    ...filters,
    identityType: identityType.toSorted(),
    category: CATEGORIES.every((name) => category.includes(name)) ? [] : category.toSorted(),
    q: /^\**$/.test(q) ? '' : q,
  };
}

function withoutPeriod({
  from: _from,
  to: _to,
  ...filters
}: RuleFilters & { from: Date; to: Date }): RuleFilters {
  return filters;
}

const value = fc.constantFrom('alice', 'ALICE', 's3', 'ListBuckets', '111111111111', 'x', '', null, true, 1);
const fieldTest: fc.Arbitrary<FieldTest> = fc.record(
  {
    field: fc.constantFrom(
      '@user',
      '@service',
      '@event',
      '@resource',
      '@account',
      '@mfa',
      '@outcome',
      '@category',
      '@identityType',
      'userAgent',
    ),
    op: fc.constantFrom('equals' as const, 'equals' as const, 'contains' as const),
    values: fc.oneof(
      fc.array(value, { minLength: 1, maxLength: 3 }),
      fc.constantFrom<FieldTest['values'][]>(
        ['denied', 'auth-failed'],
        ['management'],
        ['IAMUser', 'Root'],
        [false],
      ),
    ),
    every: fc.constantFrom(true, false),
    elements: fc.constantFrom('any' as const, 'all' as const),
    caseSensitive: fc.constantFrom(true, false),
  },
  { requiredKeys: ['field', 'op', 'values'] },
);
const { anyCondition } = fc.letrec<{ anyCondition: Condition }>((tie) => ({
  anyCondition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fieldTest,
    fc.constant<Condition>({ keywords: ['alice'] }),
    fc.record({ all: fc.array(tie('anyCondition'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('anyCondition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('anyCondition') }),
    anyFilters.map(conditionOfFilters),
  ),
}));

function matched(condition: Condition): boolean[] {
  const { matches } = compileCondition(condition);
  return EVENTS.map((event) => matches(subjectOf(event, { userIdentity: { arn: event.actor.arn } })));
}

describe('filters and conditions', () => {
  test('filters come back from their condition, and nothing is left over', () => {
    fc.assert(
      fc.property(anyFilters.map(withoutPeriod), (filters) => {
        const { filters: back, rest } = filtersOfCondition(conditionOfFilters(filters));
        expect(rest).toBeNull();
        expect(normal(back)).toEqual(normal(filters));
      }),
    );
  });

  test('filters and the rest together say what the condition says', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const { filters, rest } = filtersOfCondition(condition);
        const again: Condition[] = [conditionOfFilters(filters), ...(rest ? [rest] : [])];
        expect(matched({ all: again })).toEqual(matched(condition));
      }),
      { numRuns: 500 },
    );
  });

  test('what is made of filters is a condition that a rule may hold', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        expect(conditionShape.parse(conditionOfFilters(filters))).toEqual(conditionOfFilters(filters));
      }),
    );
  });

  test('filters that choose nothing are a condition that every event meets', () => {
    expect(conditionsOfFilters(NOTHING)).toEqual([]);
    expect(matched(conditionOfFilters(NOTHING))).not.toContain(false);
    expect(filtersOfCondition(conditionOfFilters(NOTHING))).toEqual({ filters: NOTHING, rest: null });
  });

  test('a built-in rule’s plain tests are shown as filters, the others stay', () => {
    const { filters, rest } = filtersOfCondition({
      all: [
        { all: [{ field: '@service', op: 'equals', values: ['iam'] }] },
        { field: '@errorCode', op: 'equals', values: [null, 'AccessDenied'] },
        { field: '@service', op: 'equals', values: ['s3'] },
        { field: 'userIdentity.invokedBy', op: 'exists', values: [false] },
      ],
    });
    expect(filters).toEqual({ ...NOTHING, service: ['iam'], errorCode: [NONE, 'AccessDenied'] });
    expect(rest).toEqual({
      all: [
        { field: '@service', op: 'equals', values: ['s3'] },
        { field: 'userIdentity.invokedBy', op: 'exists', values: [false] },
      ],
    });
  });
});

describe('a rule of what the Events report shows', () => {
  const ofQuery = (query: string) => {
    const { filters, groupBy } = parseEventSearch(new URLSearchParams(query), { now: new Date(0) });
    return ruleOfView(filters, groupBy).definition.condition;
  };
  const ofLena: FieldTest = { field: '@user', op: 'equals', values: ['lena'], caseSensitive: true };

  test('looks for the filters that somebody chose, and not for the category that the report shows by itself', () => {
    expect(ofQuery('user=lena')).toEqual(ofLena);
    expect(ofQuery('groupBy=ip')).toEqual(ANY_EVENT);
  });

  test('looks for a category that somebody chose', () => {
    const data: FieldTest = { field: '@category', op: 'equals', values: ['data'] };
    expect(ofQuery('user=lena&category=data')).toEqual({ all: [ofLena, data] });
  });
});
