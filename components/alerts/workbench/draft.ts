import { ANY_EVENT, conditionsOfFilters } from '#lib/alerts/from-filters/condition-of-filters.ts';
import { filtersOfCondition } from '#lib/alerts/from-filters/filters-of-condition.ts';
import type { Condition, RuleDefinition, Severity, When } from '#lib/alerts/rule-model.ts';
import type { EventFilters } from '#lib/events/schema.ts';
import { allOf, type ConditionRows, partsOfRows, rowsOfCondition } from './condition-rows.ts';

export type DraftExclusion = { id: number; reason: string; condition: ConditionRows };

/** A rule while it is made or changed: what the form's controls hold. */
export type Draft = {
  name: string;
  severity: Severity;
  description: string;
  runbook: string;
  /** As typed: ids parted by commas or spaces. */
  techniques: string;
  /** What the filter bar holds, over the period whose values it offers. */
  filters: EventFilters;
  condition: ConditionRows;
  when: When;
  groupBy: string[];
  quietMinutes: number;
  exclusions: DraftExclusion[];
  /** What the form has no control for. */
  rest: Pick<RuleDefinition, 'references' | 'origin'>;
};

let exclusionsMade = 0;

export function newExclusion(reason = '', condition: Condition | null = null): DraftExclusion {
  exclusionsMade += 1;
  return { id: exclusionsMade, reason, condition: rowsOfCondition(condition) };
}

/** A rule in the controls of the form. `period` is the one whose values the filters offer. */
export function draftOf(definition: RuleDefinition, period: Pick<EventFilters, 'from' | 'to'>): Draft {
  const { techniques, condition, exclusions, references, origin, ...plain } = definition;
  const { filters, rest } = filtersOfCondition(condition);
  return {
    ...plain,
    techniques: techniques.join(', '),
    filters: { ...filters, ...period },
    condition: rowsOfCondition(rest),
    exclusions: exclusions.map((exclusion) => newExclusion(exclusion.reason, exclusion.condition)),
    rest: { references, ...(origin && { origin }) },
  };
}

/** What the form says, whether or not it is a rule already. */
export function definitionOfDraft(draft: Draft): RuleDefinition {
  const { techniques, filters, condition, exclusions, rest, ...plain } = draft;
  // While one is being typed the last resource is empty.
  const settled = { ...filters, resource: filters.resource.filter(Boolean) };
  // Every event there is may be counted or compared with those before it, but is no news by itself.
  const orAll = plain.when.kind === 'every' ? NOTHING : ANY_EVENT;
  return {
    ...plain,
    name: plain.name.trim(),
    techniques: techniques.split(/[\s,;]+/).filter(Boolean),
    condition: allOf([...conditionsOfFilters(settled), ...partsOfRows(condition)]) ?? orAll,
    exclusions: exclusions.map(({ reason, condition }) => ({
      reason: reason.trim(),
      condition: allOf(partsOfRows(condition)) ?? NOTHING,
    })),
    ...rest,
  };
}

/** Is no condition: the schema refuses it. */
const NOTHING: Condition = { all: [] };
