'use client';
import { useEffect, useEffectEvent, useState } from 'react';
import { type AskFailed, toAskFailed } from './ask-api.ts';

/**
 * What the page brought, asked for again each `everyMs` while one looks at it, and at once when one comes back to it. What the page
 * brings anew replaces it, and so does the answer to another `key`. `failed` says why `value` may be out of date.
 */
export function usePolled<T>(props: {
  key: string;
  fromPage: T;
  ask: (signal: AbortSignal) => Promise<T>;
  everyMs: (value: T) => number;
}): { value: T; failed: AskFailed | null } {
  const { key, fromPage } = props;
  const [held, setHeld] = useState({ key, fromPage, value: fromPage });
  const [failed, setFailed] = useState<AskFailed | null>(null);
  if (held.key !== key || held.fromPage !== fromPage) setHeld({ key, fromPage, value: fromPage });
  const everyMs = props.everyMs(held.value);
  const ask = useEffectEvent(props.ask);

  useEffect(() => {
    const stop = new AbortController();
    let asking = false;
    const askAgain = async () => {
      if (asking || document.visibilityState !== 'visible') return;
      asking = true;
      try {
        setHeld({ key, fromPage, value: await ask(stop.signal) });
        setFailed(null);
      } catch (thrown) {
        if (!stop.signal.aborted) setFailed(toAskFailed(thrown));
      } finally {
        asking = false;
      }
    };
    const timer = setInterval(askAgain, everyMs);
    document.addEventListener('visibilitychange', askAgain);
    return () => {
      stop.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', askAgain);
    };
  }, [key, fromPage, everyMs]);

  return { value: held.value, failed };
}
