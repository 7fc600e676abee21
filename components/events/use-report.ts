'use client';
import { useCallback, useMemo, useState } from 'react';
import { useAnswer } from '#components/api/use-answer.ts';
import type { EventGroups } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { endOfMinute, type RangeValue } from '#lib/time/ranges.ts';
import { askGroups, questionKey, type ScopeRef } from './event-questions.ts';
import { type EventRef, type PageView, toEventRef, withOpen, withRange, withSearch } from './page-state.ts';
import type { SearchChange } from './report-toolbar.tsx';
import { usePageState } from './use-page-state.ts';

/** A count with the search that it answers: what is on the screen may be older than the URL. */
export type Counted = { search: EventSearch; groups: EventGroups };

/** The report's state and everything that one can do to it. `now` is the server's clock when the page was made. */
export function useReportState(scope: ScopeRef, now: string, zone: string) {
  const [asOf, setAsOf] = useState(() => endOfMinute(new Date(now)));
  const clock = useMemo(() => ({ now: asOf, zone }), [asOf, zone]);
  const { state, navigate } = usePageState(clock);
  const { search } = state;
  const counting = useAnswer(
    questionKey(scope, search),
    async (signal): Promise<Counted> => ({ search, groups: await askGroups(scope, search, signal) }),
  );
  const { again } = counting;

  /** Asks everything anew, also within the same minute. */
  const refresh = useCallback(() => {
    setAsOf(endOfMinute(new Date()));
    again();
  }, [again]);

  const actions = useMemo(() => {
    const view = (change: Partial<PageView>, how?: 'push' | 'replace') =>
      navigate((state) => ({ ...state, view: { ...state.view, ...change } }), how);
    const search = (change: (search: EventSearch) => EventSearch) =>
      navigate((state) => withSearch(state, change(state.search)));
    return {
      view,
      refresh,
      search,
      change: ({ outcome, ...change }: SearchChange) =>
        search((was) => ({
          ...was,
          ...change,
          filters: outcome ? { ...was.filters, outcome } : was.filters,
        })),
      range: (range: RangeValue) => {
        const at = endOfMinute(new Date());
        setAsOf(at);
        search((was) => withRange(was, range, { now: at, zone }));
      },
      zoom: (from: string, to: string) =>
        search((was) => withRange(was, { from, to }, { now: new Date(), zone })),
      toggle: (value: string, open: boolean) =>
        navigate((state) => ({ ...state, view: withOpen(state.view, value, open) }), 'replace'),
      /** Opening a sheet is a step that Back undoes; moving on in it and closing it are not. */
      select: (event: EventRef | null, from: EventRef | null) =>
        view({ event: event && toEventRef(event) }, event && !from ? 'push' : 'replace'),
    };
  }, [navigate, refresh, zone]);

  return { state, asOf, counting, actions };
}
