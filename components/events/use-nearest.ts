'use client';
import { useAnswer } from '#components/api/use-answer.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { askGroups, questionKey } from './event-questions.ts';
import { type NearSearch, nearestOf, nearSearches } from './nearest-search.ts';
import { useReport } from './report-context.ts';

export type Nearest = NearSearch & { events: number };

/** The nearest search that has events: null while it is looked for, where there is none, and where the question failed. */
export function useNearest(search: EventSearch): Nearest | null {
  const { scope } = useReport();
  const { answer } = useAnswer(questionKey(scope, search), async (signal) => {
    const counted = nearSearches(search).map(async (near) => {
      const { total } = await askGroups(scope, near.search, signal, 1);
      return { ...near, events: total.events };
    });
    return nearestOf(await Promise.all(counted));
  });
  return answer.status === 'ready' ? answer.value : null;
}
