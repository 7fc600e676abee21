'use client';
import { useEffect, useRef, useState } from 'react';
import { toTrailkeepError } from '#lib/errors.ts';

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

interface Answer {
  options: MultiOption[];
  total: number;
}

/** Loads on mount and after each pause in typing. The last good answer stays until the next one is there. */
export function useOptions(load: OptionsLoader, query: string) {
  const [state, setState] = useState<{ answer?: Answer; failed?: string; busy: boolean }>({ busy: true });
  const [attempt, setAttempt] = useState(0);
  // The loader is usually written inline and new at each render; that is no reason to load again.
  const loader = useRef(load);
  loader.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is the reason to load, not an input
  useEffect(() => {
    let current = true;
    setState(({ answer }) => ({ answer, busy: true }));
    const ask = () =>
      loader.current(query).then(
        (found) => current && setState({ answer: toAnswer(found), busy: false }),
        (thrown: unknown) => current && setState({ failed: toTrailkeepError(thrown).message, busy: false }),
      );
    const timer = setTimeout(ask, query ? TYPING_PAUSE_MS : 0);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query, attempt]);

  return { ...state, retry: () => setAttempt((was) => was + 1) };
}

function toAnswer(found: Awaited<ReturnType<OptionsLoader>>): Answer {
  return Array.isArray(found) ? { options: found, total: found.length } : found;
}
