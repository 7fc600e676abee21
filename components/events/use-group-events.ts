'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type AskFailed, toAskFailed } from '#components/api/ask-api.ts';
import type { EventPage } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { askGroupEvents } from './event-questions.ts';
import { type OpenList, useListAsOpen } from './open-lists.ts';
import { useReport } from './report-context.ts';

/** Events on one page of an open group. */
export const EVENTS_A_PAGE = 8;

type Turned = {
  page: EventPage | null;
  /** The cursors of this page and all before it; undefined opens the first. */
  cursors: (string | undefined)[];
  busy: boolean;
  error: AskFailed | null;
};

const NOTHING: Turned = { page: null, cursors: [undefined], busy: true, error: null };

/** The events of one group, page by page, newest first. `total` is what the group counted. */
export function useGroupEvents(search: EventSearch, value: string, total: number) {
  const { scope } = useReport();
  const [state, setState] = useState(NOTHING);

  /** The page that is asked for; another one, or another search, ends it. */
  const turning = useRef<AbortController>(null);

  const turnTo = useCallback(
    async (cursors: (string | undefined)[]) => {
      turning.current?.abort();
      const controller = new AbortController();
      turning.current = controller;
      const { signal } = controller;
      setState((was) => ({ ...was, busy: true, error: null }));
      const asked = { limit: EVENTS_A_PAGE, cursor: cursors.at(-1) };
      try {
        const page = await askGroupEvents(scope, search, value, asked, signal);
        if (signal.aborted) return [];
        setState({ page, cursors, busy: false, error: null });
        return page.events;
      } catch (thrown) {
        if (!signal.aborted) setState((was) => ({ ...was, busy: false, error: toAskFailed(thrown) }));
        return [];
      }
    },
    [scope, search, value],
  );

  useEffect(() => {
    setState(NOTHING);
    turnTo([undefined]);
    return () => turning.current?.abort();
  }, [turnTo]);

  const { page, cursors } = state;
  const list = useMemo<OpenList | null>(() => {
    if (!page) return null;
    const { next } = page;
    return {
      events: page.events,
      offset: (cursors.length - 1) * EVENTS_A_PAGE,
      total,
      older: next ? () => turnTo([...cursors, next]) : null,
      newer: cursors.length > 1 ? () => turnTo(cursors.slice(0, -1)) : null,
    };
  }, [page, cursors, total, turnTo]);
  useListAsOpen(value, list);

  return { list, busy: state.busy, error: state.error, again: () => void turnTo(cursors) };
}
