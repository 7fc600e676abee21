import { ANY_EVENT, conditionsOfFilters } from '#lib/alerts/from-filters/condition-of-filters.ts';
import type { RuleFilters } from '#lib/alerts/from-filters/filter-fields.ts';
import { filtersOfCondition } from '#lib/alerts/from-filters/filters-of-condition.ts';
import type { Condition } from '#lib/alerts/rule-model.ts';
import { allOf } from '#lib/alerts/sigma/normal-form.ts';
import type { EventFilters } from '#lib/events/schema.ts';
import { type ConditionRows, partsOfRows, rowsOfCondition } from './condition-rows.ts';

/** Which events are looked for, as controls hold it: all of both must be met. */
export type DraftEvents = {
  /** What the filter bar holds, over the period whose values it offers. */
  filters: EventFilters;
  condition: ConditionRows;
};

export type Period = Pick<EventFilters, 'from' | 'to'>;

/** A condition in controls; none of it is lost. Null says nothing. `unshown` are filters that there is no control for. */
export function eventsOf(
  condition: Condition | null,
  { from, to }: Period,
  unshown: readonly (keyof RuleFilters)[] = [],
): DraftEvents {
  const { filters, rest } = filtersOfCondition(condition ?? ANY_EVENT, unshown);
  return { filters: { ...filters, from, to }, condition: rowsOfCondition(rest) };
}

/** What the controls say; null where they say nothing. */
export function conditionOfEvents({ filters, condition }: DraftEvents): Condition | null {
  // While one is being typed the last resource is empty.
  const settled = { ...filters, resource: filters.resource.filter(Boolean) };
  const parts = [...conditionsOfFilters(settled), ...partsOfRows(condition)];
  return parts.length > 0 ? allOf(parts) : null;
}
