'use client';
import { useEffect, useMemo, useState } from 'react';
import { askApi, tellApi } from '#components/api/ask-api.ts';
import { type Answer, useAnswer } from '#components/api/use-answer.ts';
import type { NewSavedSearch, SavedSearch, SavedSearchChange } from '#lib/searches/saved-schema.ts';
import type { ScopeRef } from './event-questions.ts';

export type SavedSearches = {
  answer: Answer<SavedSearch[]>;
  again: () => void;
  /** All three reject with `AskFailed`, and bring the list anew where they did what they should. */
  create: (search: NewSavedSearch) => Promise<void>;
  update: (id: string, change: SavedSearchChange) => Promise<void>;
  remove: (id: string) => Promise<void>;
};

const PATH = '/api/v1/saved-searches';

/** The scope's saved searches, asked for when they are first `wanted`. */
export function useSavedSearches({ kind, id }: ScopeRef, wanted: boolean): SavedSearches {
  const [started, setStarted] = useState(wanted);
  useEffect(() => setStarted((was) => was || wanted), [wanted]);
  const params = useMemo(() => new URLSearchParams({ scope: `${kind}:${id}` }), [kind, id]);
  const { answer, again } = useAnswer(`${started} ${params}`, async (signal) => {
    if (!started) return [];
    return (await askApi<{ savedSearches: SavedSearch[] }>(PATH, params, signal)).savedSearches;
  });
  return useMemo(() => {
    const tell = async (...request: Parameters<typeof tellApi>) => {
      await tellApi(...request);
      again();
    };
    return {
      answer,
      again,
      create: (search) => tell('POST', PATH, params, search),
      update: (searchId, change) => tell('PATCH', `${PATH}/${searchId}`, params, change),
      remove: (searchId) => tell('DELETE', `${PATH}/${searchId}`, params),
    };
  }, [answer, again, params]);
}
