'use client';
import { usePathname } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import type { ScopeRef } from '#components/events/event-questions.ts';
import { useAnswer } from '#components/events/use-answer.ts';
import { useUrlState } from '#components/events/use-url-state.ts';
import type { EventSearch } from '#lib/events/url.ts';
import type { Summary } from '#lib/summary/schema.ts';
import type { RangeValue } from '#lib/time/ranges.ts';
import { askSummary } from './summary-question.ts';
import { parseSummarySearch, toSummaryQuery } from './summary-state.ts';

/** An answer with what it answers: the URL may be further by now. */
export type Summarised = { search: EventSearch; summary: Summary };

/** The page's period, which is in its URL, and what the API says about it. `now` is the server's clock. */
export function useSummary(scope: ScopeRef, now: string, zone: string) {
  const pathname = usePathname();
  const { url, query } = useUrlState(pathname);
  const [{ asOf, round }, setAsked] = useState(() => ({ asOf: wholeMinute(new Date(now)), round: 0 }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks the same again
  const search = useMemo(() => parseSummarySearch(query, { now: asOf, zone }), [query, asOf, zone, round]);
  const ask = useCallback(
    async (signal: AbortSignal): Promise<Summarised> => ({
      search,
      summary: await askSummary(scope, search, signal),
    }),
    [scope, search],
  );
  const asking = useAnswer(ask);
  const refresh = useCallback(
    () => setAsked((was) => ({ asOf: wholeMinute(new Date()), round: was.round + 1 })),
    [],
  );
  const setRange = useCallback(
    (range: RangeValue) => {
      setAsked((was) => ({ ...was, asOf: wholeMinute(new Date()) }));
      url.go(toSummaryQuery({ ...search, range }));
    },
    [url, search],
  );
  return { search, asOf, asking, refresh, setRange };
}

// As Events: a period that moves with the clock ends at the end of the running minute.
function wholeMinute(now: Date): Date {
  return new Date(Math.ceil(now.getTime() / 60_000) * 60_000);
}
