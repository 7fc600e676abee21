import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import { LIST_FILTERS, type ListFilter, NONE } from '#lib/events/schema.ts';
import type { Condition, FieldTest } from '../rule-model.ts';
import { FILTER_FIELDS, OUTCOMES_OF, type RuleFilters } from './filter-fields.ts';
import { searchCondition } from './search-condition.ts';

/** Met by every event. */
export const ANY_EVENT: FieldTest = { field: '@event', op: 'exists', values: [true] };

/**
 * The events that these filters show, as a rule's condition: the same events, whatever the period. `all` of the filters' parts where
 * they are several. Isomorphic.
 */
export function conditionOfFilters(filters: RuleFilters): Condition {
  const [first = ANY_EVENT, ...others] = conditionsOfFilters(filters);
  return others.length === 0 ? first : { all: [first, ...others] };
}

/** The same as a list of which all have to be met, in the order of the filters; none for filters that choose nothing. */
export function conditionsOfFilters(filters: RuleFilters): Condition[] {
  const { outcome, readOnly, mfa, category, q } = filters;
  const ofAll = category.length === 0 || CATEGORIES.every((name) => category.includes(name));
  return [
    ...LIST_FILTERS.flatMap((name) => (filters[name].length === 0 ? [] : [listTest(name, filters[name])])),
    ...(outcome === 'all' ? [] : [equals('@outcome', OUTCOMES_OF[outcome])]),
    ...(readOnly === undefined ? [] : [equals('@readOnly', [readOnly])]),
    ...(mfa === undefined ? [] : [equals('@mfa', [mfa])]),
    ...(ofAll ? [] : [equals('@category', category)]),
    // A lone `*` asks for everything.
    ...(/^\**$/.test(q) ? [] : [searchCondition(q)]),
  ];
}

function listTest(name: ListFilter, texts: readonly string[]): FieldTest {
  const { field, caseSensitive, hasNone } = FILTER_FIELDS[name];
  const values = texts.map((text) => (text !== NONE ? text : hasNone ? null : ''));
  return { ...equals(field, values), ...(caseSensitive && { caseSensitive }) };
}

function equals(field: string, values: readonly FieldTest['values'][number][]): FieldTest {
  return { field, op: 'equals', values: [...values] };
}
