'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { createUrlState, normalQuery } from './url-state.ts';

/** The query string of the page at `pathname` as the page last set it; `url.go` sets it, without a trip to the server. */
export function useUrlState(pathname: string) {
  const routed = useSearchParams().toString();
  const [state] = useState(() => createUrlState(routed));
  const query = useSyncExternalStore(state.subscribe, state.current, state.current);
  useEffect(() => state.seen(routed), [state, routed]);
  useEffect(() => {
    const onPopState = () => {
      if (window.location.pathname === pathname) state.went(window.location.search);
    };
    window.addEventListener('popstate', onPopState);
    return () => window.removeEventListener('popstate', onPopState);
  }, [state, pathname]);
  const url = useMemo(
    () => ({
      current: state.current,
      go(to: string, how: 'push' | 'replace' = 'push') {
        const next = normalQuery(to);
        if (next === state.current()) return;
        state.set(next);
        const address = next ? `${pathname}?${next}` : pathname;
        if (how === 'replace') window.history.replaceState(null, '', address);
        else window.history.pushState(null, '', address);
      },
    }),
    [state, pathname],
  );
  return { url, query };
}
