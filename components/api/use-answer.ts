'use client';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { type AskFailed, toAskFailed } from './ask-api.ts';

export type Answer<T> =
  | { status: 'loading'; previous: T | null }
  | { status: 'ready'; value: T }
  | { status: 'failed'; error: AskFailed }
  | { status: 'cancelled' };

/** How a request ended. */
type Ended<T> = { request: string; answer: Exclude<Answer<T>, { status: 'loading' }> };

/**
 * Asks as soon as `key` changes, drops what is then out of date, and can be cancelled and asked again. Two questions have the same
 * key where they have the same answer; `ask` may be another function at each render. While a new answer is on its way the one before
 * stays at hand as `previous`. With `pauseMs` it asks once the key has stayed the same for so long: for what is being typed.
 */
export function useAnswer<T>(
  key: string,
  ask: (signal: AbortSignal) => Promise<T>,
  pauseMs = 0,
): { answer: Answer<T>; cancel: () => void; again: () => void } {
  const [attempt, setAttempt] = useState(0);
  const [ended, setEnded] = useState<Ended<T> | null>(null);
  const running = useRef<AbortController | null>(null);
  const request = `${attempt} ${key}`;
  const askNow = useEffectEvent(ask);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    const end = (answer: Ended<T>['answer']) => !signal.aborted && setEnded({ request, answer });
    const start = () =>
      askNow(signal).then(
        (value) => end({ status: 'ready', value }),
        (thrown: unknown) => end({ status: 'failed', error: toAskFailed(thrown) }),
      );
    const timer = setTimeout(start, pauseMs);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [request, pauseMs]);

  const cancel = useCallback(() => {
    running.current?.abort();
    setEnded({ request, answer: { status: 'cancelled' } });
  }, [request]);
  const again = useCallback(() => setAttempt((was) => was + 1), []);
  const answer = useMemo(() => answerTo(request, ended), [request, ended]);
  return { answer, cancel, again };
}

function answerTo<T>(request: string, ended: Ended<T> | null): Answer<T> {
  if (ended?.request === request) return ended.answer;
  return { status: 'loading', previous: ended?.answer.status === 'ready' ? ended.answer.value : null };
}

/** What there is to show: the answer, or the one before while the next is on its way. */
export function lastGood<T>(answer: Answer<T>): T | null {
  if (answer.status === 'ready') return answer.value;
  return answer.status === 'loading' ? answer.previous : null;
}
