'use client';
import { lastGood, useAnswer } from '#components/api/use-answer.ts';

export interface MultiOption {
  value: string;
  label?: string;
  /** Events that have it, under the other filters; left out where it is not events that are chosen from. */
  count?: number;
}

export type FoundOptions = {
  options: MultiOption[];
  /** How many match in all; null where more do than are returned and nobody counted them. */
  total: number | null;
  /** Not everything that may be chosen was looked through, even where nothing is typed. */
  narrowed?: boolean;
};

/** What was found for the letters in `find`. */
export type ListedOptions = FoundOptions & { find: string };

/** Answers the options for what is typed, most frequent first; alone where they are all that match. */
export type OptionsLoader = (query: string) => Promise<MultiOption[] | FoundOptions>;

const TYPING_PAUSE_MS = 150;

/** Loads on mount and after each pause in typing. The last good answer stays until the next one is there. */
export function useOptions(load: OptionsLoader, query: string) {
  const { answer, again } = useAnswer(
    query,
    async (): Promise<ListedOptions> => {
      const found = await load(query);
      return Array.isArray(found)
        ? { options: found, total: found.length, find: query }
        : { ...found, find: query };
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
