'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type AskFailed, toAskFailed } from '#components/api/ask-api.ts';

export type Answer<T> =
  | { status: 'loading'; previous: T | null }
  | { status: 'ready'; value: T }
  | { status: 'failed'; error: AskFailed }
  | { status: 'cancelled' };

/**
 * Asks as soon as `ask` changes, drops what is then out of date, and can be cancelled and asked again. While a new
 * answer is on its way the one before stays at hand as `previous`.
 */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<T>): {
  answer: Answer<T>;
  cancel: () => void;
  again: () => void;
} {
  const [answer, setAnswer] = useState<Answer<T>>({ status: 'loading', previous: null });
  const [attempt, setAttempt] = useState(0);
  const running = useRef<AbortController | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setAnswer((was) => ({ status: 'loading', previous: lastOf(was) }));
    ask(signal).then(
      (value) => !signal.aborted && setAnswer({ status: 'ready', value }),
      (thrown) => !signal.aborted && setAnswer({ status: 'failed', error: toAskFailed(thrown) }),
    );
    return () => controller.abort();
  }, [ask, attempt]);

  const cancel = useCallback(() => {
    running.current?.abort();
    setAnswer({ status: 'cancelled' });
  }, []);
  const again = useCallback(() => setAttempt((was) => was + 1), []);
  return { answer, cancel, again };
}

function lastOf<T>(answer: Answer<T>): T | null {
  if (answer.status === 'ready') return answer.value;
  return answer.status === 'loading' ? answer.previous : null;
}
