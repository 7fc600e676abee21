'use client';
import { lastGood, useAnswer } from '#components/api/use-answer.ts';

export interface MultiOption {
  value: string;
  label?: string;
  /** Events that have it, under the other filters; left out where it is not events that are chosen from. */
  count?: number;
}

/** Answers the options for what is typed, most frequent first; `total` where more match than are returned. */
export type OptionsLoader = (
  query: string,
) => Promise<MultiOption[] | { options: MultiOption[]; total: number }>;

const TYPING_PAUSE_MS = 150;

/** Loads on mount and after each pause in typing. The last good answer stays until the next one is there. */
export function useOptions(load: OptionsLoader, query: string) {
  const { answer, again } = useAnswer(
    query,
    async () => {
      const found = await load(query);
      return Array.isArray(found) ? { options: found, total: found.length } : found;
    },
    query ? TYPING_PAUSE_MS : 0,
  );
  return {
    answer: lastGood(answer),
    busy: answer.status === 'loading',
    failed: answer.status === 'failed' ? answer.error.message : undefined,
    retry: again,
  };
}
