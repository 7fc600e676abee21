'use client';
import { useEffect, useState } from 'react';
import { askApi } from '#components/api/ask-api.ts';
import type { Freshness } from '#lib/events/freshness.ts';
import type { ScopeRef } from './event-questions.ts';

const ASK_EVERY_MS = 30_000;

/** How new the scope's events are, asked for again while one looks. What cannot be asked stays as it was. */
export function useFreshness({ kind, id }: ScopeRef, fromPage: Freshness): Freshness {
  const [held, setHeld] = useState({ fromPage, freshness: fromPage });
  if (held.fromPage !== fromPage) setHeld({ fromPage, freshness: fromPage });
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      if (document.visibilityState !== 'visible') return;
      const params = new URLSearchParams({ scope: `${kind}:${id}` });
      const asked = askApi<Freshness>('/api/v1/freshness', params, stop.signal);
      const freshness = await asked.catch(() => null);
      if (freshness) setHeld({ fromPage, freshness });
    };
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [kind, id, fromPage]);
  return held.freshness;
}
