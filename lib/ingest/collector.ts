import { setTimeout as sleep } from 'node:timers/promises';
import { keepListening } from '#lib/db/keep-listening.ts';
import type { Pool } from '#lib/db/pool.ts';
import { errorMessage } from '#lib/errors.ts';
import { log } from '#lib/log.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import type { IngestContext } from './batch.ts';
import { type CollectOptions, collectSource } from './collect-source.ts';
import { createIngestContext } from './context.ts';
import { beat, forgetWorker } from './heartbeat.ts';
import type { LaneThreads } from './lane-threads.ts';
import { locateAddresses } from './locate-addresses.ts';

/** Sources are listed anew after this long, and at once when somebody presses Update. */
export const LIST_EVERY_S = 300;
/** Where a queue tells of new objects, listing is only there for what it missed. */
const LIST_EVERY_S_WITH_QUEUE = 3_600;
const LOOK_EVERY_MS = 5_000;
const BEAT_EVERY_MS = 10_000;
/** Sources collected at once, each with a connection for its lock and one for its questions; batches take turns on the lanes. */
const MOST_SOURCES = 8;
/** A source whose collecting failed is left alone for so long, unless somebody presses Update. */
const REST_MS = 30_000;

/** Connections that a collector needs beside those of its threads. */
export const COLLECTOR_CONNECTIONS = 2 * MOST_SOURCES + 4;

export type Collector = { run: () => Promise<void>; stop: () => Promise<void> };

/**
 * The worker's loop: lists the sources that are due and takes what waits in the ledger. Any number of these may run over one
 * database; the ledger's row locks share the work, and a source is listed by one of them at a time. `lanes` is how many
 * batches are under way at once, which bounds the memory; `threads` end with it.
 */
export function createCollector(
  pool: Pool,
  options: { lanes: number; threads: LaneThreads; workerId: string },
): Collector {
  const context = createIngestContext(pool);
  const { threads } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const underWay = new Map<number, Promise<void>>();
  const resting = new Map<number, number>();
  let wake: () => void = () => undefined;
  let running: Promise<void> = Promise.resolve();

  // Somebody who presses Update wants all of it looked at now.
  const collect = async (id: number, requested: boolean) => {
    const wentWell = await collectOne(context, id, {
      inTurns: !requested,
      lanes: options.lanes,
      threads,
      signal,
    });
    if (wentWell) resting.delete(id);
    else resting.set(id, Date.now() + REST_MS);
    await locateAddresses(pool, signal).catch(warn);
    underWay.delete(id);
    wake();
  };

  // A source that is asked for now does not wait for the others to end.
  const startDue = async () => {
    for (const { id, requested } of await sourcesWithWork(pool)) {
      const rests = !requested && (resting.get(id) ?? 0) > Date.now();
      if (rests || underWay.has(id) || underWay.size >= MOST_SOURCES) continue;
      underWay.set(id, collect(id, requested));
    }
  };

  const loop = async () => {
    const look = () => wake();
    const stopListening = await keepListening(pool, ['trailkeep_collect'], look, look);
    const heart = setInterval(() => void beat(pool, options.workerId).catch(warn), BEAT_EVERY_MS);
    await beat(pool, options.workerId).catch(warn);
    while (!signal.aborted) {
      // Made before the question, so that what happens meanwhile wakes it too.
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await startDue().catch(warn);
      if (!signal.aborted) await Promise.race([woken, sleep(LOOK_EVERY_MS)]);
    }
    await Promise.all(underWay.values());
    clearInterval(heart);
    await threads.close();
    await forgetWorker(pool, options.workerId).catch(warn);
    await stopListening();
  };

  return {
    run: () => {
      running = loop();
      return running;
    },
    stop: () => {
      stopping.abort();
      wake();
      return running;
    },
  };
}

async function collectOne(
  context: IngestContext,
  sourceId: number,
  options: Omit<CollectOptions, 'discover'>,
): Promise<boolean> {
  try {
    const discover = await takeTurnToList(context.pool, sourceId);
    const source = await getSource(context.pool, sourceId);
    const totals = await collectSource(context, source, { ...options, discover });
    if (totals.objects > 0) log.info({ sourceId, ...totals }, 'collected');
    return true;
  } catch (error) {
    log.warn({ sourceId, reason: errorMessage(error) }, 'the source could not be collected');
    return false;
  }
}

// Due for listing, or with objects that wait. A source that is stopped by a fault waits for its next listing.
async function sourcesWithWork(pool: Pool): Promise<{ id: number; requested: boolean }[]> {
  const { rows } = await pool.query<{ id: number; requested: boolean }>(
    `select id, requested_at is not null as requested from source s
     where paused_at is null and removed_at is null and (next_list_at <= now() or requested_at is not null
       or (error_code is null and exists (select from log_object o where o.source_id = s.id
         and o.state in ('pending', 'failed') and (o.next_attempt_at is null or o.next_attempt_at <= now()))))
     order by requested_at nulls last, next_list_at`,
  );
  return rows;
}

// One that is stopped by a fault is tried again as soon as any other, also when nobody is left to note that it failed once more.
async function takeTurnToList(pool: Pool, sourceId: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update source set requested_at = null, next_list_at = now() + make_interval(secs =>
       case when error_code is null and notified_at is not null and notice_error_at is null and sqs_queue_url is not null
         then ${LIST_EVERY_S_WITH_QUEUE} else ${LIST_EVERY_S} end)
     where id = $1 and (next_list_at <= now() or requested_at is not null)`,
    [sourceId],
  );
  return rowCount === 1;
}

function warn(error: unknown): void {
  log.warn({ err: error }, 'the worker met a fault and goes on');
}
