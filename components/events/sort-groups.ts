import type { EventGroup } from '#lib/events/schema.ts';
import type { GroupSort } from './page-state.ts';

/** Largest or latest first; the value decides between equals, so that pages do not shuffle. */
export function sortGroups(groups: readonly EventGroup[], sort: GroupSort): EventGroup[] {
  return groups.toSorted((a, b) => compare(a, b, sort) || a.value.localeCompare(b.value));
}

function compare(a: EventGroup, b: EventGroup, sort: GroupSort): number {
  switch (sort) {
    case 'events':
      return b.events - a.events;
    case 'errors':
      return b.errors - a.errors || b.events - a.events;
    case 'lastSeen':
      return b.lastSeen.localeCompare(a.lastSeen);
  }
}

/** One page of the groups; a page beyond the last shows the last. `first` is 1-based. */
export function pageOf<T>(
  items: readonly T[],
  page: number,
  rows: number,
): { items: T[]; first: number; page: number } {
  const last = Math.max(1, Math.ceil(items.length / rows));
  const shown = Math.min(page, last);
  const start = (shown - 1) * rows;
  return { items: items.slice(start, start + rows), first: items.length === 0 ? 0 : start + 1, page: shown };
}
