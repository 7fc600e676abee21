import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { openStore, readSourceSecret } from '../open-store.ts';
import { getSource } from '../queries/get-source.ts';
import { forgetReceiveFault, recordFault } from './fault.ts';
import { openQueue } from './message-queue.ts';
import { takeNotices } from './take-notices.ts';

/** Sources are looked through for new, changed and removed queues. */
const LOOK_EVERY_MS = 5_000;
const SHORTEST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

export type Listeners = { stop: () => Promise<void> };

type Listening = { settings: string; stop: () => Promise<void> };

/**
 * Listens to the queues of all sources that have one, until `stop`. Any number of workers may: the queue shares its messages
 * out. A queue that cannot be read says so on its source and is tried again, ever more slowly; listing goes on meanwhile.
 */
export function listenToQueues(pool: Pool): Listeners {
  const stopping = new AbortController();
  const listening = new Map<number, Listening>();

  const look = async () => {
    const wanted = await queues(pool);
    for (const [id, { settings, stop }] of listening) {
      if (wanted.get(id)?.settings === settings) continue;
      listening.delete(id);
      await stop();
    }
    for (const [id, { settings, queueUrl }] of wanted) {
      if (!listening.has(id)) listening.set(id, { settings, stop: listen(pool, id, queueUrl) });
    }
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) =>
        log.warn({ err: error }, 'the queues could not be looked through'),
      );
      await sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    await Promise.all([...listening.values()].map(({ stop }) => stop()));
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

/** The queues to listen to; `settings` is another text as soon as anything that matters was changed. */
async function queues(pool: Pool): Promise<Map<number, { queueUrl: string; settings: string }>> {
  const { rows } = await pool.query<{ id: number; queueUrl: string; settings: string }>(
    `select s.id, s.sqs_queue_url as "queueUrl", concat_ws(' ', s.sqs_queue_url, s.updated_at, k.updated_at) as settings
     from source s left join source_secret k on k.source_id = s.id
     where s.sqs_queue_url is not null and s.kind = 's3' and s.removed_at is null and s.paused_at is null`,
  );
  return new Map(rows.map(({ id, ...queue }) => [id, queue]));
}

function listen(pool: Pool, sourceId: number, queueUrl: string): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    const turn: Turn = { receiving: true, restMs: SHORTEST_REST_MS };
    while (!signal.aborted) {
      try {
        await takeUntilFault(pool, sourceId, queueUrl, signal, turn);
      } catch (error) {
        if (signal.aborted) return;
        await recordFault(pool, sourceId, error, turn.receiving);
        await sleep(turn.restMs, undefined, { signal }).catch(() => undefined);
        turn.restMs = Math.min(turn.restMs * 2, LONGEST_REST_MS);
      }
    }
  };
  const running = run();
  return () => {
    stopping.abort();
    return running;
  };
}

/** Where a fault finds the listener, and how long it rests then. */
type Turn = { receiving: boolean; restMs: number };

async function takeUntilFault(
  pool: Pool,
  sourceId: number,
  queueUrl: string,
  signal: AbortSignal,
  turn: Turn,
): Promise<void> {
  turn.receiving = true;
  const source = await getSource(pool, sourceId);
  const secret = await readSourceSecret(pool, sourceId);
  const queue = openQueue(source, queueUrl, secret);
  const store = openStore(source, secret);
  try {
    while (!signal.aborted) {
      turn.receiving = true;
      const messages = await queue.receive(signal);
      turn.receiving = false;
      await forgetReceiveFault(pool, sourceId);
      const taken = await takeNotices({ db: pool, queue, store, source }, messages);
      turn.restMs = SHORTEST_REST_MS;
      if (taken.messages > 0) log.info({ sourceId, ...taken }, 'notified of objects');
    }
  } finally {
    queue.close();
    store.close();
  }
}
