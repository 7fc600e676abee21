import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import { log } from '#lib/log.ts';
import { discoverSource } from '#lib/sources/discover.ts';
import { clearSourceFault, recordSourceFault } from '#lib/sources/fault-record.ts';
import type { ObjectStore } from '#lib/sources/object-store.ts';
import { openStore, readSourceSecret } from '#lib/sources/open-store.ts';
import type { SourceRow } from '#lib/sources/queries/get-source.ts';
import { addTotals, type BatchTotals, type IngestContext, noTotals } from './batch.ts';
import { drainSource } from './drain.ts';
import type { LaneThreads } from './lane-threads.ts';

export type CollectTotals = BatchTotals & { ignored: number };

export type CollectOptions = {
  lanes: number;
  /** Read and normalise on threads; without them all lanes share this one. */
  threads?: LaneThreads;
  /** False: only take what the ledger has waiting (another worker lists). */
  discover: boolean;
  /** Quiet folders are listed in turns: for rounds that come by themselves. */
  inTurns?: boolean;
  /** List every day anew, also those that were listed before: finds whatever came late, at the price of a longer listing. */
  full?: boolean;
  signal?: AbortSignal;
  onBatch?: (totals: BatchTotals) => void;
};

/**
 * Lists a source and takes what it finds, both at once: the newest days are in before a large bucket is listed to its end.
 * A fault of the source is recorded on it, in words, and thrown; when all went well an old one is cleared.
 */
export async function collectSource(
  context: IngestContext,
  source: SourceRow,
  options: CollectOptions,
): Promise<CollectTotals> {
  let store: ObjectStore | undefined;
  try {
    store = openStore(source, await readSourceSecret(context.pool, source.id));
    const totals = await listAndTake(context, source, store, options);
    await clearSourceFault(context.pool, source.id);
    return totals;
  } catch (error) {
    const fault = asSourceFault(error);
    if (fault) await recordSourceFault(context.pool, source.id, fault);
    throw error;
  } finally {
    store?.close();
  }
}

async function listAndTake(
  context: IngestContext,
  source: SourceRow,
  store: ObjectStore,
  options: CollectOptions,
): Promise<CollectTotals> {
  const totals: CollectTotals = { ...noTotals(), ignored: 0 };
  let listing = options.discover;
  let failed: unknown;
  const discovery = options.discover
    ? discoverSource(context.pool, store, source, {
        now: new Date(context.now()),
        full: options.full,
        inTurns: options.inTurns,
      })
        .then((found) => {
          totals.ignored = found.ignored;
        })
        .catch((error: unknown) => {
          failed = error;
        })
        .finally(() => {
          listing = false;
        })
    : Promise.resolve();
  do {
    const last = !listing;
    const draining = options.threads
      ? options.threads.drain(source.id, options.lanes, { ...options, moreToCome: () => listing })
      : drainSource(context, source, store, options);
    const taken = await draining.catch(async (error: unknown) => {
      await discovery;
      throw error;
    });
    Object.assign(totals, addTotals(totals, taken));
    if (last || options.signal?.aborted) break;
    await Promise.race([discovery, sleep(500)]);
  } while (failed === undefined);
  await discovery;
  if (failed !== undefined) throw failed;
  return totals;
}

// Faults of the source stand on the source; anything else (the database, a bug) is the log's.
function asSourceFault(error: unknown): TrailkeepError | null {
  if (error instanceof TrailkeepError && (error.code.startsWith('source-') || error.code === 'configuration'))
    return error;
  log.error({ err: error }, `collecting failed: ${errorMessage(error)}`);
  return null;
}
