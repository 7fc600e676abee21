import { fieldName } from '#lib/alerts/field-name.ts';
import type { DeliveryEntry, FindingRow, FindingState, HistoryEntry } from '#lib/alerts/findings/schema.ts';
import { formatCount } from '#lib/charts/format-number.ts';

export const STATE_WORDS: Record<FindingState, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  closed: 'Closed',
};

/** `Open, Lena Wirth` */
export function stateWords({ state, assignee }: Pick<FindingRow, 'state' | 'assignee'>): string {
  return assignee ? `${STATE_WORDS[state]}, ${assignee.name}` : STATE_WORDS[state];
}

/** Whom or what a finding is about: the values of its group. */
export function groupWords({ group }: Pick<FindingRow, 'group'>): string {
  return group.map(({ value }) => value).join(', ');
}

export function eventWords(events: number): string {
  return events === 1 ? '1 event' : `${formatCount(events)} events`;
}

/** The account's name, or its number where nobody gave it one. */
export function accountWords({
  accountName,
  accountId,
}: Pick<FindingRow, 'accountName' | 'accountId'>): string {
  return accountName || accountId;
}

/** How a group's value is led in within a sentence: “3 events by root from 198.51.100.23”. */
export function leadIn(field: string): string {
  switch (field) {
    case '@user':
    case '@session':
    case '@principalArn':
      return 'by';
    case '@ip':
    case '@country':
      return 'from';
    case '@resource':
      return 'on';
    case '@region':
      return 'in';
    default:
      return `with ${fieldName(field)}`;
  }
}

const HISTORY_WORDS: Record<Exclude<HistoryEntry['kind'], 'assigned'>, string> = {
  opened: 'Opened by the rule',
  joined: 'Another finding joined it',
  acknowledged: 'acknowledged it',
  closed: 'closed it',
  reopened: 'opened it again',
  comment: 'wrote',
  withdrawn: 'Events that came late took its reason away',
};

/** What happened, in words that follow the actor's name where a person did it. */
export function historyWords({ kind, assignee }: HistoryEntry): string {
  if (kind === 'assigned') return assignee ? `gave it to ${assignee}` : 'took it from whoever had it';
  return HISTORY_WORDS[kind];
}

/** Kinds of entries that Trailkeep makes by itself: nobody's name stands before them. */
export const OWN_KINDS: ReadonlySet<HistoryEntry['kind']> = new Set(['opened', 'joined', 'withdrawn']);

export const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  email: 'E-mail',
  webhook: 'Webhook',
  pagerduty: 'PagerDuty',
  sns: 'SNS',
  lambda: 'Lambda',
};

/** What became of a message. An attempt that has no error yet is the one under way. */
export function deliveryWords({
  state,
  attempts,
  error,
}: Pick<DeliveryEntry, 'state' | 'attempts' | 'error'>): string {
  if (state === 'sent') return 'taken';
  if (state === 'failed') return `${error ?? 'no answer'}, given up`;
  if (attempts === 0) return 'waits to be sent';
  if (error === null) return 'is being sent';
  return `${error}, tried ${attempts === 1 ? 'once' : `${attempts} times`}`;
}
