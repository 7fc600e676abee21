import { NO_FILTERS } from '#lib/events/schema.ts';
import { toSearchParams } from '#lib/events/url.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import type { Condition } from '../rule-model.ts';
import { filtersOfCondition } from './filters-of-condition.ts';

/**
 * The Events report, below the scope's address, for the events that a rule's condition is about in a period. `isExact` is false where
 * the condition asks for more than the report's filters can: then it shows those events and others. Isomorphic.
 */
export function ruleEvents(condition: Condition, range: TimeRange): { href: string; isExact: boolean } {
  const { filters, rest } = filtersOfCondition(condition);
  const params = toSearchParams({
    range: { from: range.from.toISOString(), to: range.to.toISOString() },
    filters: { ...NO_FILTERS, ...filters, ...range },
    groupBy: 'user',
    aggregate: 'day',
  });
  return { href: `/events?${params}`, isExact: rest === null };
}
