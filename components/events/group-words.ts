import { accountLabel } from '#components/filters/facet-filter.tsx';
import { CATEGORY_WORDS, identityTypeWord } from '#components/filters/filter-words.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import type { Category } from '#lib/cloudtrail/event.ts';
import { type EventFilters, type EventGroup, type GroupBy, NONE } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';

export type GroupWords = {
  /** Head of the column and entry of the menu. */
  label: string;
  one: string;
  many: string;
  /** What stands for the events that have no value of this kind. */
  none: string;
};

/** How the groups of each kind are called. */
export const GROUP_WORDS: Record<GroupBy, GroupWords> = {
  user: { label: 'User', one: 'user', many: 'users', none: 'No user' },
  event: { label: 'Event type', one: 'event type', many: 'event types', none: 'No event name' },
  ip: { label: 'IP address', one: 'IP address', many: 'IP addresses', none: 'No address' },
  service: { label: 'Service', one: 'service', many: 'services', none: 'No service' },
  account: { label: 'Account', one: 'account', many: 'accounts', none: 'No account' },
  region: { label: 'Region', one: 'region', many: 'regions', none: 'No region' },
  errorCode: { label: 'Error code', one: 'error code', many: 'error codes', none: 'No error code' },
  resource: { label: 'Resource', one: 'resource', many: 'resources', none: 'No resource' },
  accessKey: { label: 'Access key', one: 'access key', many: 'access keys', none: 'No access key' },
};

const RECORD_WORDS: Record<Category, { one: string; many: string }> = {
  management: { one: 'event', many: 'events' },
  data: { one: 'data event', many: 'data events' },
  'network-activity': { one: 'network event', many: 'network events' },
  insight: { one: 'Insight', many: 'Insights' },
  aggregated: { one: 'aggregated record', many: 'aggregated records' },
};

/** What is counted, by its category: plain "events" are management events, and of several kinds each is named. */
export function recordWords(categories: EventFilters['category']): { one: string; many: string } {
  const [only = 'management', second] = categories;
  if (second === undefined) return RECORD_WORDS[only];
  const kinds = categories.map((category) => CATEGORY_WORDS[category].toLowerCase());
  const named = `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
  return { one: `${named} event`, many: `${named} events` };
}

/** `Events per day by user`, `Data events per hour by service` */
export function chartTitle({ groupBy, aggregate, filters }: EventSearch): string {
  const { many } = recordWords(filters.category);
  return `${many.charAt(0).toUpperCase()}${many.slice(1)} per ${aggregate} by ${GROUP_WORDS[groupBy].one}`;
}

/** `148 users`, `1 user` */
export function countOf(count: number, words: { one: string; many: string }): string {
  return `${formatCount(count)} ${count === 1 ? words.one : words.many}`;
}

export function isNone(value: string): boolean {
  return value === '' || value === NONE;
}

/** What a group is called: its value, an account with its name, words where there is no value. */
export function groupLabel(
  groupBy: GroupBy,
  value: string,
  accountNames: Readonly<Record<string, string>>,
): string {
  if (isNone(value)) return GROUP_WORDS[groupBy].none;
  return groupBy === 'account' ? accountLabel(value, accountNames) : value;
}

/** The identity column of a user: `Role`, `IAM user, Role` where several kinds bear the same name. */
export function identityWords(group: EventGroup): string {
  return [...new Set((group.identityTypes ?? []).map(identityTypeWord))].join(', ');
}
