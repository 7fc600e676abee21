'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type Clock, type EventSearch, toSearchParams } from '#lib/events/url.ts';
import { type PageState, parsePageState, toPageParams } from './page-state.ts';

export type Navigate = (next: PageState, how?: 'push' | 'replace') => void;

/**
 * The page's state is its URL. A change is a history entry without a trip to the server: Next reads pushState, and
 * everything that shows data asks the API by itself. `search` stays the same object while only the view changes.
 */
export function usePageState(clock: Clock): { state: PageState; navigate: Navigate } {
  const params = useSearchParams();
  const pathname = usePathname();
  const parsed = useMemo(() => parsePageState(new URLSearchParams(params), clock), [params, clock]);
  const search = useSame(parsed.search, `${keyOf(parsed.search)} ${clock.now.getTime()}`);
  const state = useMemo(() => ({ search, view: parsed.view }), [search, parsed]);
  const navigate = useCallback<Navigate>(
    (next, how = 'push') => {
      const query = toPageParams(next).toString();
      const url = query ? `${pathname}?${query}` : pathname;
      if (how === 'replace') window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    [pathname],
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
