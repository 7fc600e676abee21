import { type Connection, connect, type Pool } from '#lib/db/pool.ts';
import { listOlder } from './backfill/list-older.ts';
import { concurrently } from './concurrently.ts';
import { type LogFolder, normalisePrefix, placeOf } from './folder-layout.ts';
import { addFolders, noteDigests, readFolders } from './folder-state.ts';
import { isOwedMore, type ListContext, listFolder } from './list-folder.ts';
import type { ObjectStore } from './object-store.ts';
import type { SourceRow } from './queries/get-source.ts';
import { filterOf } from './source-filter.ts';
import { surveyFolders } from './survey.ts';
import { isQuiet, turnAt } from './turns.ts';

export type Discovery = {
  /** Listing requests made. */
  listedRequests: number;
  /** Objects newly entered in the ledger. */
  found: number;
  /** Objects of the source that are not CloudTrail logs (digests among them), as far as they were looked at. */
  ignored: number;
  /** Folders `…/<account>/<kind>/<region>/` that were listed. */
  folders: number;
  /** Another process was listing this source; nothing was done. */
  busy: boolean;
};

const FOLDERS_AT_ONCE = 8;
/** How often folders are looked for from the source's prefix down, not only below the AWSLogs folders known. */
const SURVEY_EVERY_MS = 24 * 3_600_000;

/**
 * Finds the log objects of a source and enters new ones in the ledger. One process at a time lists a source: the others
 * return at once with `busy`. Safe to interrupt: the next run goes on. `full` lists every day of every folder anew; `inTurns`
 * looks at quiet folders, and for new regions of known accounts, in every third round only, so that a round's requests follow
 * what goes on rather than what there is.
 * Throws the store's own faults; what was found before stays.
 */
export async function discoverSource(
  db: Pool,
  store: ObjectStore,
  source: SourceRow,
  options: { now: Date; full?: boolean; inTurns?: boolean },
): Promise<Discovery> {
  const lock = await tryLock(db, source.id);
  if (!lock) return { listedRequests: 0, found: 0, ignored: 0, folders: 0, busy: true };
  try {
    const { counted, requests } = countRequests(store);
    const nowMs = options.now.getTime();
    const full = options.full ?? false;
    const whole = full || !options.inTurns;
    const hasTurn = whole ? () => true : turnAt(nowMs);
    await findFolders(db, counted, source, { nowMs, full, whole, hasTurn });
    const folders = (await readFolders(db, source.id)).filter((folder) => isTaken(source, folder));
    const context: ListContext = {
      ...source,
      collectDays: Math.min(source.collectDays, await daysKept(db)),
      db,
      store: counted,
      sourceId: source.id,
      watchedSinceMs: source.createdAt.getTime(),
      nowMs,
      full,
    };
    const due = folders.filter(
      (folder) => hasTurn(folder.prefix) || !isQuiet(folder, nowMs) || isOwedMore(context, folder),
    );
    const found = await concurrently(due, FOLDERS_AT_ONCE, (folder) => listFolder(context, folder));
    found.push(await listOlder(context, (folder) => isTaken(source, folder)));
    const ignored = await finishListing(db, source.id, options.now);
    return { listedRequests: requests(), found: sum(found), ignored, folders: folders.length, busy: false };
  } finally {
    await unlock(lock, source.id);
  }
}

/** Days before today that are kept at all: there is no use in listing more. */
async function daysKept(db: Pool): Promise<number> {
  const { rows } = await db.query<{ days: number | null }>('select event_days as days from retention');
  return rows[0]?.days ?? Number.POSITIVE_INFINITY;
}

/** Looks for folders: from the source's prefix when that is due, else only for new accounts and regions of what is known. */
async function findFolders(
  db: Pool,
  store: ObjectStore,
  source: SourceRow,
  round: { nowMs: number; full: boolean; whole: boolean; hasTurn: (prefix: string) => boolean },
): Promise<void> {
  const { nowMs, full, whole, hasTurn } = round;
  const prefix = normalisePrefix(source.prefix);
  const due = full || source.surveyedAt === null || nowMs - source.surveyedAt.getTime() >= SURVEY_EVERY_MS;
  const known = due ? [] : await readFolders(db, source.id);
  if (known.length > 0) {
    const roots = [...new Set(known.map((folder) => rootOf(folder, prefix)))];
    const accounts = new Set(known.map(({ accountId }) => accountId));
    const visits = (prefix: string) => {
      const { level, accountId } = placeOf(prefix);
      return level !== 'kinds' || !accounts.has(accountId ?? '') || hasTurn(prefix);
    };
    const found = await surveyFolders(store, roots, { ...filterOf(source), countIgnored: false, visits });
    await addFolders(db, source.id, found.folders);
    // Accounts that had no turn were not looked at.
    return whole ? noteDigests(db, source.id, found.digestAccounts) : undefined;
  }
  const { folders, ignored, digestAccounts } = await surveyFolders(store, [prefix], {
    ...filterOf(source),
    countIgnored: true,
  });
  await addFolders(db, source.id, folders);
  await noteDigests(db, source.id, digestAccounts);
  await db.query('update source set surveyed_at = $2, ignored_elsewhere = $3 where id = $1', [
    source.id,
    new Date(nowMs),
    ignored,
  ]);
}

/** The AWSLogs folder above a log folder, or the source's own prefix where that lies deeper. */
function rootOf(folder: LogFolder, prefix: string): string {
  const root = folder.prefix.slice(0, folder.prefix.lastIndexOf('AWSLogs/') + 'AWSLogs/'.length);
  return prefix.length > root.length ? prefix : root;
}

// Folders stay known when the settings change; only what is asked for now is listed.
function isTaken(source: SourceRow, folder: LogFolder): boolean {
  if (!folder.prefix.startsWith(normalisePrefix(source.prefix))) return false;
  const { accountIds, regions } = filterOf(source);
  if (accountIds.length > 0 && !accountIds.includes(folder.accountId)) return false;
  return regions.length === 0 || regions.includes(folder.region);
}

async function finishListing(db: Pool, sourceId: number, now: Date): Promise<number> {
  const { rows } = await db.query<{ ignored: string }>(
    `update source s set last_listed_at = $2, ignored_objects = s.ignored_elsewhere
       + (select coalesce(sum(ignored_objects), 0) from source_folder where source_id = s.id)
     where id = $1 returning ignored_objects as ignored`,
    [sourceId, now],
  );
  return Number(rows[0]?.ignored ?? 0);
}

/** The lock lives on its own connection: it ends with the process, however that ends. */
async function tryLock(db: Pool, sourceId: number): Promise<Connection | null> {
  const connection = await connect(db);
  try {
    const { rows } = await connection.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtext('trailkeep.discover'), $1) as taken`,
      [sourceId],
    );
    if (rows[0]?.taken) return connection;
    connection.release();
    return null;
  } catch (error) {
    connection.release(true);
    throw error;
  }
}

async function unlock(connection: Connection, sourceId: number): Promise<void> {
  try {
    await connection.query(`select pg_advisory_unlock(hashtext('trailkeep.discover'), $1)`, [sourceId]);
    connection.release();
  } catch {
    // The lock goes with the connection.
    connection.release(true);
  }
}

function countRequests(store: ObjectStore): { counted: ObjectStore; requests: () => number } {
  let count = 0;
  const list: ObjectStore['list'] = (request) => {
    count += 1;
    return store.list(request);
  };
  return { counted: { ...store, list }, requests: () => count };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
