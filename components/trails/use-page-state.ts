'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type PageState, readPageState, writePageState } from './page-state.ts';

/** The page's state out of its URL, and how to change it without a trip to the server. */
export function usePageState(): [PageState, (change: Partial<PageState>) => void] {
  const params = useSearchParams();
  const path = usePathname();
  const state = useMemo(() => readPageState(new URLSearchParams(params)), [params]);
  const change = useCallback(
    (changed: Partial<PageState>) => {
      // The address bar, not the hook: two changes may come before the next render.
      const now = new URLSearchParams(window.location.search);
      window.history.replaceState(null, '', `${path}${writePageState(now, changed)}`);
    },
    [path],
  );
  return [state, change];
}
