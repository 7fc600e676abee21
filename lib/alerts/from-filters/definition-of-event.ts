import { IDENTITY_TYPES } from '#lib/cloudtrail/event.ts';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { HIDDEN_USER, UNKNOWN_USER } from '#lib/cloudtrail/redaction.ts';
import { type EventRow, NO_FILTERS } from '#lib/events/schema.ts';
import type { Condition, RuleDefinition, Sample } from '../rule-model.ts';
import { conditionsOfFilters } from './condition-of-filters.ts';
import type { RuleFilters } from './filter-fields.ts';

const NAME_LENGTH = 256;

/**
 * The beginning of a rule for events like one: the same call by the same identity with the same outcome. The event itself matches it.
 * `record` is the event's, or an empty one where it is not kept. Isomorphic.
 */
export function definitionOfEvent(
  record: Sample,
  event: EventRow,
): Pick<RuleDefinition, 'name' | 'condition' | 'when' | 'groupBy'> {
  const invokedBy = asObject(record.userIdentity)?.invokedBy;
  const through: Condition[] =
    typeof invokedBy === 'string' && invokedBy !== ''
      ? [{ field: 'userIdentity.invokedBy', op: 'equals', values: [invokedBy] }]
      : [];
  return {
    name: nameOf(event).slice(0, NAME_LENGTH),
    condition: { all: [...conditionsOfFilters(filtersOf(event)), ...through] },
    when: { kind: 'every' },
    groupBy: [hasName(event) ? '@user' : '@ip'],
  };
}

function filtersOf(event: EventRow): RuleFilters {
  const { service, eventName, category, userType, user, errorCode, outcome, mfa } = event;
  const signIn = eventName === 'ConsoleLogin';
  return {
    ...NO_FILTERS,
    category: [category],
    service: [service],
    event: [eventName],
    identityType: IDENTITY_TYPES.filter((type) => type === userType),
    // Root is one by its type, whatever the account calls it.
    user: hasName(event) && userType !== 'Root' ? [user] : [],
    errorCode: errorCode === '' ? [] : [errorCode],
    outcome: outcome === 'success' ? 'success' : errorCode === '' ? failureOf(outcome) : 'all',
    // A sign-in without a second factor is another thing than one with it; elsewhere it tells little.
    mfa: signIn && mfa !== null ? mfa : undefined,
  };
}

function failureOf(outcome: EventRow['outcome']): RuleFilters['outcome'] {
  return outcome === 'error' ? 'error' : 'unauthorised';
}

/** Some identities are counted together because AWS hid or left out who they were. */
function hasName({ user }: EventRow): boolean {
  return user !== HIDDEN_USER && user !== UNKNOWN_USER;
}

const ENDINGS = { success: '', denied: ' denied', 'auth-failed': ' refused', error: ' failed' } as const;

function nameOf(event: EventRow): string {
  const { eventName, outcome, user } = event;
  return `${eventName}${ENDINGS[outcome]}${hasName(event) ? ` by ${user}` : ''}`;
}
