'use client';
import { useEffect, useState } from 'react';
import { askApi } from '#components/api/ask-api.ts';
import type { ScopeList } from '#lib/auth/list-scopes.ts';
import type { ScopeModel } from './nav-model.ts';
import { toChoices } from './scope-choices.ts';

const TYPING_PAUSE_MS = 150;
/** Of each kind; who does not find it among these types another letter. */
const MOST_FOUND = '50';

type Found = Pick<ScopeModel, 'views' | 'accounts'>;

/**
 * The views and accounts to offer for what is typed. Where the page brought all of them, they are the answer to everything (the list
 * filters itself); otherwise the server is asked after a pause in typing, and the last answer stays until the next one is there.
 */
export function useFoundScopes(
  { more, views, accounts }: ScopeModel,
  typed: string,
): Found & { failed: string | null } {
  const [found, setFound] = useState<Found | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const find = more ? typed.trim() : '';
  useEffect(() => {
    setFailed(null);
    if (!find) return setFound(null);
    const asking = new AbortController();
    const ask = () =>
      askApi<ScopeList>('/api/v1/scopes', new URLSearchParams({ find, limit: MOST_FOUND }), asking.signal)
        .then((list) => setFound(toChoices(list)))
        .catch((thrown: Error) => !asking.signal.aborted && setFailed(thrown.message));
    const timer = setTimeout(ask, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [find]);
  return { ...(found ?? { views, accounts }), failed };
}
