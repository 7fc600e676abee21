'use client';
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 47.99rem)';

/** Whether this is a phone's width, where a list takes the table's place. False on the server. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(NARROW);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}
