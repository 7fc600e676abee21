import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition } from 'react';
import { type AskFailed, askApi, toAskFailed } from '#components/api/ask-api.ts';
import type { LedgerSummary } from '#lib/ledger/schema.ts';

const BUSY_MS = 3_000;
const IDLE_MS = 30_000;

/**
 * The counts of a source's ledger, asked for again while one looks at them: every few seconds while objects wait, else now and then.
 * When they differ from those that the page was drawn with, the page is drawn anew. `failed` says why they may be out of date.
 */
export function useLedgerSummary(
  scope: string,
  sourceId: number,
  fromPage: LedgerSummary,
  collecting: boolean,
) {
  const router = useRouter();
  const [, start] = useTransition();
  const [held, setHeld] = useState({ fromPage, summary: fromPage });
  const [failed, setFailed] = useState<AskFailed | null>(null);
  if (held.fromPage !== fromPage) setHeld({ fromPage, summary: fromPage });
  const busy = collecting || held.summary.counts.pending > 0;

  useEffect(() => {
    const stop = new AbortController();
    let asking = false;
    const ask = async () => {
      if (asking || document.visibilityState !== 'visible') return;
      asking = true;
      try {
        const params = new URLSearchParams({ scope, source: String(sourceId) });
        const summary = await askApi<LedgerSummary>('/api/v1/objects/summary', params, stop.signal);
        setHeld({ fromPage, summary });
        setFailed(null);
        if (JSON.stringify(summary) !== JSON.stringify(fromPage) || collecting) start(() => router.refresh());
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
  }, [scope, sourceId, fromPage, busy, collecting, router]);

  return { summary: held.summary, failed };
}
