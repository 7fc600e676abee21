import { useEffect, useState } from 'react';
import { type AskFailed, askApi, toAskFailed } from '#components/api/ask-api.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { hasMoreToCome } from '#lib/sources/source-status.ts';

const BUSY_MS = 3_000;
const IDLE_MS = 30_000;

/**
 * The sources of a scope (`view:acme`), asked for again while one looks at them: every few seconds while something is collected,
 * else now and then. What the page brings anew replaces them. `failed` says why they may be out of date.
 */
export function useSources(scope: string, fromPage: SourceItem[]) {
  const [held, setHeld] = useState({ fromPage, sources: fromPage });
  const [failed, setFailed] = useState<AskFailed | null>(null);
  if (held.fromPage !== fromPage) setHeld({ fromPage, sources: fromPage });
  const busy = held.sources.some(({ state }) => hasMoreToCome(state));

  useEffect(() => {
    const stop = new AbortController();
    let asking = false;
    const ask = async () => {
      if (asking || document.visibilityState !== 'visible') return;
      asking = true;
      try {
        const params = new URLSearchParams({ scope });
        const { sources } = await askApi<{ sources: SourceItem[] }>('/api/v1/sources', params, stop.signal);
        setHeld({ fromPage, sources });
        setFailed(null);
      } catch (thrown) {
        if (!stop.signal.aborted) setFailed(toAskFailed(thrown));
      } finally {
        asking = false;
      }
    };
    const timer = setInterval(ask, busy ? BUSY_MS : IDLE_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      stop.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [scope, fromPage, busy]);

  return { sources: held.sources, failed };
}
