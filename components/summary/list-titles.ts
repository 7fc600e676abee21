import type { SummaryList } from '#lib/summary/schema.ts';

/** What stands over each list, and in it where there is nothing. */
export const LIST_TITLES: Record<SummaryList, { title: string; none: string }> = {
  regions: { title: 'Region', none: 'No event names a region.' },
  services: { title: 'Service', none: 'No event names a service.' },
  eventNames: { title: 'Event name', none: 'No event has a name.' },
  users: { title: 'User', none: 'No event names a user.' },
  ips: { title: 'IP', none: 'No event has an address.' },
  resources: { title: 'Resource', none: 'No event names a resource.' },
};
