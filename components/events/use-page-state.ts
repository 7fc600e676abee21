'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type Clock, type EventSearch, toSearchParams } from '#lib/events/url.ts';
import { type PageState, parsePageState, toPageParams } from './page-state.ts';

/** Makes the next state of the one that the URL has now. Answering the same again changes nothing. */
export type Change = (state: PageState) => PageState;
export type Navigate = (change: Change, how?: 'push' | 'replace') => void;

/**
 * The page's state is its URL. A change is a history entry without a trip to the server: Next reads pushState, and
 * everything that shows data asks the API by itself. Changes start from the address bar, not from what is drawn, which
 * React may still be at work on. `search` stays the same object while only the view changes.
 */
export function usePageState(clock: Clock): { state: PageState; navigate: Navigate } {
  const params = useSearchParams();
  const pathname = usePathname();
  const parsed = useMemo(() => parsePageState(new URLSearchParams(params), clock), [params, clock]);
  const search = useSame(parsed.search, `${keyOf(parsed.search)} ${clock.now.getTime()}`);
  const state = useMemo(() => ({ search, view: parsed.view }), [search, parsed]);
  const navigate = useCallback<Navigate>(
    (change, how = 'push') => {
      const current = new URLSearchParams(window.location.search);
      const query = toPageParams(change(parsePageState(current, clock))).toString();
      const url = query ? `${pathname}?${query}` : pathname;
      if (url === `${pathname}${window.location.search}`) return;
      if (how === 'replace') window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [pathname, clock],
  );
  return { state, navigate };
}

/** Equal for searches that ask the same. */
export function keyOf(search: EventSearch): string {
  return toSearchParams(search).toString();
}

function useSame<T>(value: T, key: string): T {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether it is another one
  return useMemo(() => value, [key]);
}
