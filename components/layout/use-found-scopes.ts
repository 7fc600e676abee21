'use client';
import { askApi } from '#components/api/ask-api.ts';
import { lastGood, useAnswer } from '#components/api/use-answer.ts';
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
  const find = more ? typed.trim() : '';
  const { answer } = useAnswer(
    find,
    async (signal) => {
      if (!find) return null;
      const params = new URLSearchParams({ find, limit: MOST_FOUND });
      return toChoices(await askApi<ScopeList>('/api/v1/scopes', params, signal));
    },
    find ? TYPING_PAUSE_MS : 0,
  );
  if (answer.status === 'failed') return { views: [], accounts: [], failed: answer.error.message };
  const found = find ? lastGood(answer) : null;
  return { ...(found ?? { views, accounts }), failed: null };
}
