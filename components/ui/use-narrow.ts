import { useSyncExternalStore } from 'react';

// The `md` breakpoint of Tailwind: below it the phone's layout applies.
const QUERY = '(max-width: 767.98px)';

/** Whether the screen is a phone's, for what CSS alone cannot decide. False on the server. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(QUERY);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
}
