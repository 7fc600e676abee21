'use client';
import { askApi } from '#components/api/ask-api.ts';
import { usePolled } from '#components/api/use-polled.ts';
import type { Freshness } from '#lib/events/freshness.ts';
import type { ScopeRef } from './event-questions.ts';

const ASK_EVERY_MS = 30_000;

/** How new the scope's events are, kept up to date. What cannot be asked stays as it was. */
export function useFreshness({ kind, id }: ScopeRef, fromPage: Freshness): Freshness {
  const scope = `${kind}:${id}`;
  const { value } = usePolled({
    key: scope,
    fromPage,
    ask: (signal) => askApi<Freshness>('/api/v1/freshness', new URLSearchParams({ scope }), signal),
    everyMs: () => ASK_EVERY_MS,
  });
  return value;
}
