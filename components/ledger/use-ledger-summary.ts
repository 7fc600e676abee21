import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { askApi } from '#components/api/ask-api.ts';
import { usePolled } from '#components/api/use-polled.ts';
import type { LedgerSummary } from '#lib/ledger/schema.ts';

const BUSY_MS = 3_000;
const IDLE_MS = 30_000;

/**
 * The counts of a source's ledger, kept up to date: every few seconds while objects wait, else now and then. When they differ from
 * those that the page was drawn with, the page is drawn anew.
 */
export function useLedgerSummary(
  scope: string,
  sourceId: number,
  fromPage: LedgerSummary,
  collecting: boolean,
) {
  const router = useRouter();
  const [, start] = useTransition();
  const { value: summary, failed } = usePolled({
    key: `${scope} ${sourceId}`,
    fromPage,
    ask: async (signal) => {
      const params = new URLSearchParams({ scope, source: String(sourceId) });
      const found = await askApi<LedgerSummary>('/api/v1/objects/summary', params, signal);
      if (JSON.stringify(found) !== JSON.stringify(fromPage) || collecting) start(() => router.refresh());
      return found;
    },
    everyMs: (held) => (collecting || held.counts.pending > 0 ? BUSY_MS : IDLE_MS),
  });
  return { summary, failed };
}
