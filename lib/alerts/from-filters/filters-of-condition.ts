import { CATEGORIES, IDENTITY_TYPES } from '#lib/cloudtrail/event.ts';
import {
  eventFilters,
  LIST_FILTERS,
  type ListFilter,
  NO_FILTERS,
  NONE,
  OUTCOME_FILTERS,
} from '#lib/events/schema.ts';
import type { Condition, FieldTest } from '../rule-model.ts';
import { ANY_EVENT } from './condition-of-filters.ts';
import { FILTER_FIELDS, OUTCOMES_OF, type RuleFilters } from './filter-fields.ts';
import { termOfSearch } from './search-condition.ts';

/** Filters that choose nothing, of all categories: what is added to while a condition is read. */
const ALL_EVENTS: RuleFilters = { ...NO_FILTERS, category: [] };

const filterShape = eventFilters.omit({ from: true, to: true });

/**
 * What of a condition the filter bar can show, and the rest: both together say what the condition says. `rest` is null where the
 * filters say all of it. Filters of all categories have none in `category`. `unshown` are filters that this bar does not have. Isomorphic.
 */
export function filtersOfCondition(
  condition: Condition,
  unshown: readonly (keyof RuleFilters)[] = [],
): { filters: RuleFilters; rest: Condition | null } {
  let filters = ALL_EVENTS;
  const rest: Condition[] = [];
  for (const part of partsOf(condition)) {
    const more = filterOf(part);
    const [name] = Object.keys(more ?? {});
    const isUnshown = unshown.some((other) => other === name);
    // Values of one filter are alternatives: a second test of its field would not narrow it.
    if (more === null || isUnshown || (name !== undefined && isSet(filters, name))) rest.push(part);
    else filters = { ...filters, ...more };
  }
  const [first, ...others] = rest;
  return { filters, rest: first === undefined ? null : others.length === 0 ? first : { all: rest } };
}

function partsOf(condition: Condition): Condition[] {
  return 'all' in condition ? condition.all.flatMap(partsOf) : [condition];
}

function isSet(filters: RuleFilters, name: string): boolean {
  const value = Object.entries(filters).find(([known]) => known === name)?.[1];
  const unset = Object.entries(ALL_EVENTS).find(([known]) => known === name)?.[1];
  return JSON.stringify(value) !== JSON.stringify(unset);
}

/** The one filter that says what a part says, nothing for a part that every event meets, null where no filter does. */
function filterOf(part: Condition): Partial<RuleFilters> | null {
  if (JSON.stringify(part) === JSON.stringify(ANY_EVENT)) return {};
  const q = termOfSearch(part);
  const found = q !== null ? { q } : 'field' in part ? filterOfTest(part) : null;
  return found && isFilter(found) ? found : null;
}

// What no filter may hold, such as a text that is too long, with blanks at its ends, or an account that is none, stays a condition.
function isFilter(found: Partial<RuleFilters>): boolean {
  const shaped = filterShape.safeParse({ ...ALL_EVENTS, ...found });
  return shaped.success && JSON.stringify(shaped.data) === JSON.stringify({ ...shaped.data, ...found });
}

function filterOfTest(test: FieldTest): Partial<RuleFilters> | null {
  const { field, op, values, caseSensitive = false, elements = 'any', every = false } = test;
  if (op !== 'equals' || elements !== 'any' || (every && values.length > 1)) return null;
  const name = LIST_FILTERS.find((one) => FILTER_FIELDS[one].field === field);
  if (name) return FILTER_FIELDS[name].caseSensitive === caseSensitive ? listFilter(name, values) : null;
  if (caseSensitive) return null;
  switch (field) {
    case '@readOnly':
      return booleanOf(values, (readOnly) => ({ readOnly }));
    case '@mfa':
      return booleanOf(values, (mfa) => ({ mfa }));
    case '@outcome':
      return outcomeFilter(values);
    case '@category': {
      const category = CATEGORIES.filter((known) => values.includes(known));
      return category.length === values.length ? { category } : null;
    }
    default:
      return null;
  }
}

function listFilter(name: ListFilter, values: FieldTest['values']): Partial<RuleFilters> | null {
  const { hasNone } = FILTER_FIELDS[name];
  const none = hasNone ? null : '';
  const texts = values.map((value) => (value === none ? NONE : value));
  if (name === 'identityType') {
    const identityType = IDENTITY_TYPES.filter((known) => texts.includes(known));
    return identityType.length === texts.length ? { identityType } : null;
  }
  return texts.every((text) => typeof text === 'string' && text !== '') ? { [name]: texts } : null;
}

function booleanOf(
  values: FieldTest['values'],
  filter: (value: boolean) => Partial<RuleFilters>,
): Partial<RuleFilters> | null {
  const [value] = values;
  return values.length === 1 && typeof value === 'boolean' ? filter(value) : null;
}

function outcomeFilter(values: FieldTest['values']): Partial<RuleFilters> | null {
  const outcome = OUTCOME_FILTERS.find((name) => {
    if (name === 'all') return false;
    const known = OUTCOMES_OF[name];
    return known.length === values.length && known.every((one) => values.includes(one));
  });
  return outcome ? { outcome } : null;
}
