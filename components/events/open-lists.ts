'use client';
import { createContext, use, useEffect, useSyncExternalStore } from 'react';
import type { EventRow } from '#lib/events/schema.ts';
import type { EventRef } from './page-state.ts';

/** The page of events that an open group shows, for whoever steps through it from the sheet. */
export type OpenList = {
  events: readonly EventRow[];
  /** Events before this page. */
  offset: number;
  total: number;
  /** Turns the page and answers with its events; null where there is no such page. */
  older: (() => Promise<readonly EventRow[]>) | null;
  newer: (() => Promise<readonly EventRow[]>) | null;
};

/** The lists of the open groups by the group's value, as they come and go. */
export type OpenLists = {
  current: () => ReadonlyMap<string, OpenList>;
  put: (value: string, list: OpenList | null) => void;
  subscribe: (changed: () => void) => () => void;
};

export function createOpenLists(): OpenLists {
  let lists: ReadonlyMap<string, OpenList> = new Map();
  const listeners = new Set<() => void>();
  return {
    current: () => lists,
    put(value, list) {
      const next = new Map(lists);
      if (list) next.set(value, list);
      else next.delete(value);
      lists = next;
      for (const changed of listeners) changed();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

const OpenListsContext = createContext<OpenLists>(createOpenLists());
export const OpenListsProvider = OpenListsContext.Provider;

/** Makes a group's list known while it is shown. */
export function useListAsOpen(value: string, list: OpenList | null): void {
  const { put } = use(OpenListsContext);
  useEffect(() => {
    put(value, list);
    return () => put(value, null);
  }, [put, value, list]);
}

export type Place = { list: OpenList; index: number };

/** Where an event stands among the open lists; null where it was opened by its link alone. */
export function usePlace(event: EventRef): Place | null {
  const lists = use(OpenListsContext);
  return findPlace(useSyncExternalStore(lists.subscribe, lists.current, lists.current), event);
}

export function findPlace(lists: ReadonlyMap<string, OpenList>, event: EventRef): Place | null {
  for (const list of lists.values()) {
    const index = list.events.findIndex(
      (row) => row.accountId === event.accountId && row.eventId === event.eventId,
    );
    if (index !== -1) return { list, index };
  }
  return null;
}

/** The event one step on, over the edge of the page if need be; null at the end of the list. */
export async function stepFrom(
  { list, index }: Place,
  direction: 'newer' | 'older',
): Promise<EventRef | null> {
  const beside = list.events[direction === 'older' ? index + 1 : index - 1];
  if (beside) return beside;
  const turn = direction === 'older' ? list.older : list.newer;
  const page = turn ? await turn() : [];
  return (direction === 'older' ? page[0] : page.at(-1)) ?? null;
}
