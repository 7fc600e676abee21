import type { FindingDetail } from '#lib/alerts/findings/schema.ts';

/** Groups by which the Events report can filter. */
const FILTERS: Readonly<Record<string, string>> = {
  '@user': 'user',
  '@ip': 'ip',
  '@resource': 'resource',
  '@region': 'region',
  '@accessKey': 'accessKey',
  '@service': 'service',
  '@event': 'event',
};
const SECOND_MS = 1_000;

/** The Events report, below the scope's address, for the finding's time, account, group and the names of its events. */
export function findingEventsHref(finding: FindingDetail): string {
  const { firstAt, lastAt, accountId, matches } = finding;
  const query = new URLSearchParams({
    from: firstAt,
    to: new Date(Date.parse(lastAt) + SECOND_MS).toISOString(),
    account: accountId,
    category: 'all',
  });
  for (const { field, value } of finding.group) {
    const filter = FILTERS[field];
    if (filter) query.append(filter, value);
  }
  if (!matches.more && !query.has('event'))
    for (const name of new Set(matches.events.map(({ eventName }) => eventName))) query.append('event', name);
  return `/events?${query}`;
}
