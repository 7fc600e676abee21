import { HOME_ROWS, type HomeSort } from './home-search.ts';
import type { AccountActivity } from './queries/account-activity.ts';

/** A page of a list of places. */
export type PlacePage<T> = {
  items: T[];
  /** 1-based place of the first item; 0 where there is none. */
  first: number;
  page: number;
  /** How many match the search, and how many there are at all. */
  matching: number;
  total: number;
};

type Place = AccountActivity;
type Order<T> = (a: T, b: T) => number;
type PlaceSearch<T> = { q: string; sort: HomeSort; page: number; byFindings?: Order<T> };

/**
 * The page of those of `places`, which are in the order of their names, that have `q` in one of their texts, whatever the case and with
 * an account's number written with or without dashes. The most events first, the newest, by name, or by `byFindings` (where there are
 * none: by events); what is the same by that stays in its order. A page beyond the last is the last.
 */
export function listPlaces<T extends Place>(
  places: readonly T[],
  textsOf: (place: T) => readonly string[],
  { q, sort, page, byFindings }: PlaceSearch<T>,
): PlacePage<T> {
  const matches = matcherOf(q);
  const found = q === '' ? places : places.filter((place) => textsOf(place).some(matches));
  const order = sort === 'findings' ? (byFindings ?? ORDERS.events) : ORDERS[sort];
  const sorted = found.toSorted(order);
  const shown = Math.min(page, Math.max(1, Math.ceil(sorted.length / HOME_ROWS)));
  const start = (shown - 1) * HOME_ROWS;
  return {
    items: sorted.slice(start, start + HOME_ROWS),
    first: sorted.length === 0 ? 0 : start + 1,
    page: shown,
    matching: sorted.length,
    total: places.length,
  };
}

const ORDERS: Record<Exclude<HomeSort, 'findings'>, Order<Place>> = {
  events: (a, b) => b.events - a.events,
  last: (a, b) => (b.lastMs ?? 0) - (a.lastMs ?? 0),
  name: () => 0,
};

function matcherOf(q: string): (text: string) => boolean {
  const wanted = q.toLowerCase();
  const digits = /^[\d\s-]+$/.test(q) ? q.replaceAll(/[\s-]/g, '') : '';
  return (text) => text.toLowerCase().includes(wanted) || (digits !== '' && text.includes(digits));
}
