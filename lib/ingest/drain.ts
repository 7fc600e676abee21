import { setTimeout as sleep } from 'node:timers/promises';
import { foldActivity } from '#lib/activity/fold-activity.ts';
import { connect, type Pool } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { log } from '#lib/log.ts';
import type { ObjectStore } from '#lib/sources/object-store.ts';
import {
  addTotals,
  type BatchTotals,
  type IngestContext,
  type IngestSource,
  noTotals,
  runBatch,
} from './batch.ts';
import { UnresolvedDimensionError } from './dimension-rows.ts';

/** Deadlock, serialisation failure, a partition that retention dropped: the same batch goes through when begun again. */
const BEGIN_AGAIN = new Set(['40P01', '40001', '42P01']);
const MOST_TRIES = 5;

/**
 * Takes everything of one source that the ledger has waiting, with `lanes` batches at a time, and adds up what became of
 * it. Where nothing is left it folds the rollups and makes the findings that are due. While one lane's batch is in the database
 * another's is fetched and read. Stops early when `signal` is aborted, with what its batches have fetched by then, or a lane has had
 * `mostBatches`. Throws the source's own fault, with the batches before it kept.
 */
export async function drainSource(
  context: IngestContext,
  source: IngestSource,
  store: ObjectStore,
  options: {
    lanes: number;
    mostBatches?: number;
    signal?: AbortSignal;
    onBatch?: (totals: BatchTotals) => void;
  },
): Promise<BatchTotals> {
  let totals = noTotals();
  let fault: unknown;
  let empty = false;
  const lane = async () => {
    const most = options.mostBatches ?? Number.POSITIVE_INFINITY;
    for (let batches = 0; batches < most && fault === undefined && !options.signal?.aborted; batches++) {
      const batch = await runTransaction(context, source, store, options.signal);
      if (batch === null) {
        empty = true;
        return;
      }
      totals = addTotals(totals, batch);
      options.onBatch?.(totals);
    }
  };
  await Promise.all(
    Array.from({ length: options.lanes }, () =>
      lane().catch((error: unknown) => {
        fault ??= error;
      }),
    ),
  );
  if (fault !== undefined) throw fault;
  if (empty) {
    await foldWhatCame(context.pool);
    await context.watch?.settle();
  }
  return totals;
}

// The events are stored and counted; rows that are not folded now are folded after a later batch.
async function foldWhatCame(pool: Pool): Promise<void> {
  try {
    await foldActivity(pool);
  } catch (error) {
    log.warn({ err: error }, 'the rollups could not be folded');
  }
}

async function runTransaction(
  context: IngestContext,
  source: IngestSource,
  store: ObjectStore,
  signal: AbortSignal | undefined,
): Promise<BatchTotals | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryTransaction(context, source, store, signal);
    } catch (error) {
      if (attempt === MOST_TRIES || !mayBeginAgain(error)) throw error;
      log.debug({ err: error, sourceId: source.id, attempt }, 'a batch begins again');
      context.dimensions.clear();
      context.weeks.forget();
      await sleep(20 * attempt);
    }
  }
}

async function tryTransaction(
  context: IngestContext,
  source: IngestSource,
  store: ObjectStore,
  signal: AbortSignal | undefined,
): Promise<BatchTotals | null> {
  const db = await connect(context.pool);
  let broken: Error | undefined;
  try {
    // The ledger and the events commit together, so an operating system's crash can only lose whole batches, which are
    // then taken again: no need to wait for the disk.
    await db.query('begin; set local synchronous_commit = off');
    const watch = (await context.watch?.begin(db, source.id)) ?? null;
    const totals = await runBatch(context, db, source, store, watch, signal);
    await db.query('commit');
    await watch?.committed();
    return totals;
  } catch (error) {
    await db.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    db.release(broken);
  }
}

function mayBeginAgain(error: unknown): boolean {
  if (error instanceof TrailkeepError) return false;
  if (error instanceof UnresolvedDimensionError) return true;
  return error instanceof Error && 'code' in error && BEGIN_AGAIN.has(String(error.code));
}
