import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_CATEGORIES, type EventFilters, type GroupBy } from '#lib/events/schema.ts';
import { conditionOfFilters } from '../from-filters/condition-of-filters.ts';
import { FILTER_FIELDS } from '../from-filters/filter-fields.ts';
import type { RuleDefinition } from '../rule-model.ts';
import type { RuleSample } from './rule-samples.ts';

/** What a new rule begins with. */
export type NewRuleStart = { definition: RuleDefinition; samples: RuleSample[] };

const BLANK: RuleDefinition = {
  name: '',
  severity: 'medium',
  description: '',
  runbook: '',
  techniques: [],
  condition: { all: [] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: [],
};

/** A rule that says nothing yet. */
export function blankRule(): NewRuleStart {
  return { definition: BLANK, samples: [] };
}

/** A rule of what the Events report shows; the categories that it shows unless somebody chooses others are no part of what is looked for. */
export function ruleOfView(filters: EventFilters, groupBy: GroupBy): NewRuleStart {
  const { field } = FILTER_FIELDS[groupBy];
  const category = isDeepStrictEqual(filters.category, DEFAULT_CATEGORIES) ? [] : filters.category;
  const definition = {
    ...BLANK,
    condition: conditionOfFilters({ ...filters, category }),
    // The account always tells findings apart.
    groupBy: field === '@account' ? [] : [field],
  };
  return { definition, samples: [] };
}
