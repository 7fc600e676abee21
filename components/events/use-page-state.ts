'use client';
import { usePathname } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type Clock, parseEventSearch, toSearchParams } from '#lib/events/url.ts';
import { type PageState, parsePageState, toPageParams } from './page-state.ts';
import { useUrlState } from './use-url-state.ts';

/** Makes the next state of the one that the page has now. Answering the same again changes nothing. */
export type Change = (state: PageState) => PageState;
export type Navigate = (change: Change, how?: 'push' | 'replace') => void;

/**
 * The page's state is its URL. A change is a history entry without a trip to the server: everything that shows data
 * asks the API by itself. `search` stays the same object while only the view changes, and is another with another `clock`.
 */
export function usePageState(clock: Clock): { state: PageState; navigate: Navigate } {
  const pathname = usePathname();
  const { url, query } = useUrlState(pathname);
  const parsed = useMemo(() => parsePageState(new URLSearchParams(query), clock), [query, clock]);
  const searchQuery = toSearchParams(parsed.search).toString();
  const search = useMemo(
    () => parseEventSearch(new URLSearchParams(searchQuery), clock),
    [searchQuery, clock],
  );
  const state = useMemo(() => ({ search, view: parsed.view }), [search, parsed]);
  const navigate = useCallback<Navigate>(
    (change, how = 'push') => {
      const next = toPageParams(change(parsePageState(new URLSearchParams(url.current()), clock))).toString();
      url.go(next, how);
    },
    [url, clock],
  );
  return { state, navigate };
}
