import type { EventFilters, ListFilter, OutcomeFilter } from '#lib/events/schema.ts';
import type { DerivedField } from '../rule-model.ts';

/** The Events page's filters without their period: what a rule's condition can say. */
export type RuleFilters = Omit<EventFilters, 'from' | 'to'>;

/** A filter of several values as a field of a rule. */
export type FilterField = {
  field: DerivedField;
  /** Names that AWS writes in one way need not be told apart by case; a user or an object key may differ in nothing else. */
  caseSensitive: boolean;
  /** The filter's “(none)” finds the events without a value; resources and access keys are counted by name alone. */
  hasNone: boolean;
};

export const FILTER_FIELDS: Readonly<Record<ListFilter, FilterField>> = {
  user: { field: '@user', caseSensitive: true, hasNone: true },
  ip: { field: '@ip', caseSensitive: false, hasNone: true },
  service: { field: '@service', caseSensitive: false, hasNone: true },
  event: { field: '@event', caseSensitive: false, hasNone: true },
  region: { field: '@region', caseSensitive: false, hasNone: true },
  account: { field: '@account', caseSensitive: false, hasNone: true },
  resource: { field: '@resource', caseSensitive: true, hasNone: false },
  errorCode: { field: '@errorCode', caseSensitive: false, hasNone: true },
  accessKey: { field: '@accessKey', caseSensitive: true, hasNone: false },
  identityType: { field: '@identityType', caseSensitive: false, hasNone: true },
};

export const OUTCOMES_OF: Readonly<Record<Exclude<OutcomeFilter, 'all'>, readonly string[]>> = {
  success: ['success'],
  error: ['denied', 'auth-failed', 'error'],
  unauthorised: ['denied', 'auth-failed'],
};
