'use client';
import { useEffect, useState } from 'react';
import { useUrlState } from '#components/events/use-url-state.ts';
import type { SetupFields } from '#lib/policies/setup-fields.ts';
import { asksForKept, isKept, parseSetup, type SetupState, toSetupParams } from './setup-state.ts';

export type ChangeSetup = (change: Partial<SetupState>) => void;

/**
 * What is typed in the guide, kept in the address, so that a link to the page shows the same; a list of accounts that is too long for it
 * is kept in this browser. Typing is no step in the browser's history, another tab of the page is.
 */
export function useSetup(scope: string, href: string, first: Partial<SetupFields>) {
  const { url, query } = useUrlState(href);
  const [state, setState] = useState(() => parseSetup(new URLSearchParams(query), first));
  const [seen, setSeen] = useState(query);
  const store = `trailkeep.setup.${scope}`;
  // Back, forward, or a link elsewhere on the page.
  if (seen !== query) {
    setSeen(query);
    const next = parseSetup(new URLSearchParams(query), first);
    if (query !== toSetupParams(state).toString()) setState(next);
  }
  useEffect(() => {
    if (!asksForKept(new URLSearchParams(window.location.search))) return;
    const accounts = window.localStorage.getItem(store) ?? '';
    setState((now) => ({ ...now, fields: { ...now.fields, accounts } }));
  }, [store]);
  const change: ChangeSetup = (changed) => {
    const next = { ...state, ...changed };
    setState(next);
    if (isKept(next.fields)) window.localStorage.setItem(store, next.fields.accounts);
    url.go(toSetupParams(next).toString(), next.tab === state.tab ? 'replace' : 'push');
  };
  return { state, change };
}
