import { useEffect, useState } from 'react';
import { type AskFailed, askApi, toAskFailed } from '#components/api/ask-api.ts';
import type { TrailList } from '#lib/trails/trail.ts';

const BUSY_MS = 2_000;
const IDLE_MS = 60_000;

/**
 * The trails of a scope (`view:acme`), asked for again while one looks at them: every two seconds while AWS is being asked, else
 * each minute. What the page brings anew replaces them. `failed` says why they may be out of date.
 */
export function useTrails(scope: string, fromPage: TrailList) {
  const [held, setHeld] = useState({ fromPage, list: fromPage });
  const [failed, setFailed] = useState<AskFailed | null>(null);
  if (held.fromPage !== fromPage) setHeld({ fromPage, list: fromPage });
  const asking = held.list.accounts.some((account) => account.asking);

  useEffect(() => {
    const stop = new AbortController();
    let underWay = false;
    const ask = async () => {
      if (underWay || document.visibilityState !== 'visible') return;
      underWay = true;
      try {
        const list = await askApi<TrailList>('/api/v1/trails', new URLSearchParams({ scope }), stop.signal);
        setHeld({ fromPage, list });
        setFailed(null);
      } catch (thrown) {
        if (!stop.signal.aborted) setFailed(toAskFailed(thrown));
      } finally {
        underWay = false;
      }
    };
    const timer = setInterval(ask, asking ? BUSY_MS : IDLE_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      stop.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [scope, fromPage, asking]);

  return { list: held.list, failed, asking };
}
