'use client';
import { useMemo, useState } from 'react';
import type { ScopeRef } from '#components/events/event-questions.ts';
import { toSearchParams } from '#lib/events/url.ts';
import { type CommonSearch, toEventSearch } from '#lib/searches/common-searches.ts';
import type { RangeValue } from '#lib/time/ranges.ts';
import {
  type FormState,
  parseSearches,
  type SearchesState,
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
    const found = toEventSearch(search, form.values, form.range, { now, zone: clock.zone });
    const params = toSearchParams(found).toString();
    const href = `/${scope.kind}/${scope.id}/events${params && `?${params}`}`;
    return { scope, search, form, onForm: (changed) => change(search.id, changed), href, clock };
  };
  return { formOf, change, propsOf };
}
