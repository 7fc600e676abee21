import { type Clock, type EventSearch, parseEventSearch, toSearchParams } from '#lib/events/url.ts';

/** What of an events search the Summary takes from its URL: the period and the categories. */
const NAMES = ['preset', 'from', 'to', 'category'];

/** Tolerant, as `parseEventSearch`. Other filters in the URL are not this page's, and would narrow it unseen. */
export function parseSummarySearch(query: string, clock: Clock): EventSearch {
  const given = new URLSearchParams(query);
  const own = new URLSearchParams([...given].filter(([name]) => NAMES.includes(name)));
  return parseEventSearch(own, clock);
}

export function toSummaryQuery(search: EventSearch): string {
  return toSearchParams(search).toString();
}
