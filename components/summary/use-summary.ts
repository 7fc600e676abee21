'use client';
import { usePathname } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { useAnswer } from '#components/api/use-answer.ts';
import { questionKey, type ScopeRef } from '#components/events/event-questions.ts';
import { useUrlState } from '#components/events/use-url-state.ts';
import type { EventSearch } from '#lib/events/url.ts';
import type { Summary } from '#lib/summary/schema.ts';
import { endOfMinute, type RangeValue } from '#lib/time/ranges.ts';
import { askSummary } from './summary-question.ts';
import { parseSummarySearch, toSummaryQuery } from './summary-state.ts';

/** An answer with what it answers: the URL may be further by now. */
export type Summarised = { search: EventSearch; summary: Summary };

/** The page's period, which is in its URL, and what the API says about it. `now` is the server's clock. */
export function useSummary(scope: ScopeRef, now: string, zone: string) {
  const pathname = usePathname();
  const { url, query } = useUrlState(pathname);
  const [asOf, setAsOf] = useState(() => endOfMinute(new Date(now)));
  const search = useMemo(() => parseSummarySearch(query, { now: asOf, zone }), [query, asOf, zone]);
  const asking = useAnswer(
    questionKey(scope, search),
    async (signal): Promise<Summarised> => ({ search, summary: await askSummary(scope, search, signal) }),
  );
  const { again } = asking;
  const refresh = useCallback(() => {
    setAsOf(endOfMinute(new Date()));
    again();
  }, [again]);
  const setRange = useCallback(
    (range: RangeValue) => {
      setAsOf(endOfMinute(new Date()));
      url.go(toSummaryQuery({ ...search, range }));
    },
    [url, search],
  );
  return { search, asOf, asking, refresh, setRange };
}
