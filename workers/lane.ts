import { parentPort } from 'node:worker_threads';
import { enqueueFindings } from '#lib/alerts/deliver/enqueue.ts';
import { createWatchWhenNeeded } from '#lib/alerts/watch-when-needed.ts';
import { createRolePool } from '#lib/db/pool.ts';
import type { BatchTotals } from '#lib/ingest/batch.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { drainSource } from '#lib/ingest/drain.ts';
import { type LaneOrder, type LaneReport, toLaneFault } from '#lib/ingest/lane-messages.ts';
import { openStore, readSourceSecret } from '#lib/sources/open-store.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';

/** The thread of one lane: its own connections and caches, one batch at a time. */
const port = parentPort;
if (!port) throw new Error('this file is the code of a thread');

/** Batches of one source before another that waits has its turn. */
const TURN_BATCHES = 4;

const pool = createRolePool('worker', 3);
const context = createIngestContext(pool, createWatchWhenNeeded(pool, enqueueFindings));
let stopping = new AbortController();

port.on('message', (order: LaneOrder) => {
  if ('stop' in order) {
    stopping.abort();
    return;
  }
  stopping = new AbortController();
  drain(order.drain, stopping.signal).then(
    (totals) => report({ done: totals }),
    (error: unknown) => report({ fault: toLaneFault(error) }),
  );
});

function report(message: LaneReport): void {
  port?.postMessage(message);
}

async function drain(sourceId: number, signal: AbortSignal): Promise<BatchTotals> {
  const source = await getSource(context.pool, sourceId);
  const store = openStore(source, await readSourceSecret(context.pool, sourceId));
  try {
    return await drainSource(context, source, store, {
      lanes: 1,
      mostBatches: TURN_BATCHES,
      signal,
      onBatch: (batch) => report({ batch }),
    });
  } finally {
    store.close();
  }
}
