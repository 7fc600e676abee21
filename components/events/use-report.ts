'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import type { EventGroups } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import type { RangeValue } from '#lib/time/ranges.ts';
import { askGroups, type ScopeRef } from './event-questions.ts';
import { type EventRef, type PageView, withOpen, withRange, withSearch } from './page-state.ts';
import type { SearchChange } from './report-toolbar.tsx';
import { useAnswer } from './use-answer.ts';
import { keyOf, usePageState } from './use-page-state.ts';

/** A count with the search that it answers: what is on the screen may be older than the URL. */
export type Counted = { search: EventSearch; groups: EventGroups };

/** The report's state and everything that one can do to it. `now` is the server's clock when the page was made. */
export function useReportState(scope: ScopeRef, now: string, zone: string) {
  const router = useRouter();
  const [asOf, setAsOf] = useState(() => new Date(now));
  const clock = useMemo(() => ({ now: asOf, zone }), [asOf, zone]);
  const { state, navigate } = usePageState(clock);
  const { search } = state;

  const ask = useCallback(
    async (signal: AbortSignal): Promise<Counted> => ({
      search,
      groups: await askGroups(scope, search, signal),
    }),
    [scope, search],
  );
  const counting = useAnswer(ask);

  const refresh = useCallback(() => {
    setAsOf(new Date());
    router.refresh();
  }, [router]);

  const actions = useMemo(() => {
    const view = (change: Partial<PageView>, how?: 'push' | 'replace') =>
      navigate({ ...state, view: { ...state.view, ...change } }, how);
    return {
      view,
      refresh,
      /** Another search; the same again counts anew. */
      search: (next: EventSearch) =>
        keyOf(next) === keyOf(search) ? refresh() : navigate(withSearch(state, next)),
      change: ({ outcome, ...change }: SearchChange) => {
        const filters = outcome ? { ...search.filters, outcome } : search.filters;
        navigate(withSearch(state, { ...search, ...change, filters }));
      },
      range: (range: RangeValue) => {
        const at = new Date();
        setAsOf(at);
        navigate(withSearch(state, withRange(search, range, { now: at, zone })));
      },
      zoom: (from: string, to: string) => navigate(withSearch(state, withRange(search, { from, to }, clock))),
      toggle: (value: string, open: boolean) => view(withOpen(state.view, value, open), 'replace'),
      /** Opening a sheet is a step that Back undoes; moving on in it and closing it are not. */
      select: (event: EventRef | null) =>
        view(
          { event: event && { accountId: event.accountId, eventId: event.eventId } },
          event && !state.view.event ? 'push' : 'replace',
        ),
    };
  }, [state, search, navigate, refresh, clock, zone]);

  return { state, asOf, counting, actions };
}
