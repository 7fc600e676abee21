'use client';
import { useMemo, useState } from 'react';
import type { ScopeRef } from '#components/events/event-questions.ts';
import type { CommonSearch } from '#lib/searches/common-searches.ts';
import type { RangeValue } from '#lib/time/ranges.ts';
import { tooManyWords } from './pasted-values.ts';
import {
  type FormState,
  hasRoom,
  parseSearches,
  type SearchesState,
  toEventsQuery,
  toSearchesParams,
  UNTOUCHED,
} from './searches-state.ts';

/** The page's clock: presets end at `now` (ISO), dates are read in `zone`. */
export type PageClock = { now: string; zone: string };

export type SearchProps = {
  scope: ScopeRef;
  search: CommonSearch;
  form: FormState;
  onForm: (form: FormState) => void;
  /** The search in Events: it stays the same for the same choice. */
  href: string;
  /** Why it cannot be asked with the values chosen; null where it can. */
  refusal: string | null;
  /** Whether there is room for these values: in the address of the search, and in this page's. */
  fits: (values: readonly string[]) => boolean;
  clock: PageClock;
};

/**
 * What is set in the forms, kept in the address, so that a link to the page shows the same. Changing a form is no step
 * in the browser's history: going back leaves the page.
 */
export function useSearches(props: {
  scope: ScopeRef;
  /** The ids of all forms. */
  ids: readonly string[];
  query: string;
  clock: PageClock;
}) {
  const { scope, ids, query, clock } = props;
  const [state, setState] = useState<SearchesState>(() => parseSearches(new URLSearchParams(query), ids));
  const change = (id: string, form: FormState) => {
    const next = { ...state, [id]: form };
    setState(next);
    const params = toSearchesParams(next).toString();
    window.history.replaceState(null, '', params ? `?${params}` : window.location.pathname);
  };
  const now = useMemo(() => new Date(clock.now), [clock.now]);
  const formOf = (id: string) => state[id] ?? UNTOUCHED;
  /** The props of a search's form; `shared` is the period of several, which then is not its own. */
  const propsOf = (search: CommonSearch, shared?: RangeValue): SearchProps => {
    const own = formOf(search.id);
    const form = shared ? { ...own, range: shared } : own;
    const queryOf = (values: readonly string[]) =>
      toEventsQuery(search, { ...form, values: [...values] }, { now, zone: clock.zone });
    const params = queryOf(form.values);
    return {
      scope,
      search,
      form,
      onForm: (changed) => change(search.id, changed),
      href: `/${scope.kind}/${scope.id}/events${params && `?${params}`}`,
      refusal: tooManyWords(form.values, (values) => hasRoom(queryOf(values))),
      fits: (values) =>
        hasRoom(queryOf(values)) &&
        hasRoom(toSearchesParams({ ...state, [search.id]: { ...form, values: [...values] } })),
      clock,
    };
  };
  return { formOf, change, propsOf };
}
