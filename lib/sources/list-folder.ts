import type { Queryable } from '#lib/db/pool.ts';
import { compareKeys } from './compare-keys.ts';
import { dayOf, dayOfKey, dayPosition, minutePosition } from './folder-layout.ts';
import { CURSOR_OVERLAP_MS, type FolderProgress, type FolderState, saveFolder } from './folder-state.ts';
import type { ListRequest, ObjectStore, StoredObject } from './object-store.ts';
import { type LogObject, recordObjects, toLogObjects } from './record-objects.ts';
import { mixOf } from './turns.ts';

const DAY_MS = 86_400_000;
/** AWS goes on delivering for 30 days where a bucket policy was wrong for a while. */
const SWEEP_DAYS = 30;

export type ListContext = {
  db: Queryable;
  store: ObjectStore;
  sourceId: number;
  collectDays: number;
  /** What arrived later than this is wanted whatever its day: it came late. */
  watchedSinceMs: number;
  nowMs: number;
  /** List every day anew, due or not. */
  full: boolean;
};

/**
 * Brings one folder up to date and returns how many objects were new. At first it goes from the newest day backwards; later
 * it asks only for what comes after the cursor (one request when little is new), and once a day it lists all days anew.
 */
export async function listFolder(context: ListContext, folder: FolderState): Promise<number> {
  const { nowMs } = context;
  const firstDay = dayOf(nowMs - context.collectDays * DAY_MS);
  if (folder.cursor === '') return listDays(context, folder, firstDay, null);
  let found = await listNew(context, folder);
  // Listing was interrupted, or somebody asks for more days than before.
  if (folder.sweptFrom !== null && folder.sweptFrom > firstDay) {
    found += await listDays(context, folder, firstDay, folder.sweptFrom);
  }
  if (context.full || nowMs >= sweepDueMs(folder)) found += await sweep(context, folder);
  return found;
}

/** What comes after the cursor. */
async function listNew(context: ListContext, folder: FolderState): Promise<number> {
  let found = 0;
  let newestMs = Number.NEGATIVE_INFINITY;
  for await (const { objects } of pagesOf(context.store, {
    prefix: folder.prefix,
    startAfter: folder.cursor,
    end: null,
  })) {
    const { logs } = toLogObjects(objects);
    newestMs = Math.max(newestMs, newestOf(logs));
    found += await recordObjects(context.db, context.sourceId, folder, logs);
  }
  const cursor = cursorAfter(folder, newestMs, context.nowMs, folder.cursor);
  if (cursor !== folder.cursor) await saveFolder(context.db, context.sourceId, folder.prefix, { cursor });
  return found;
}

/**
 * The days `[from, to)`, newest first; `to` null is open-ended. A span that does not fit in a page is parted, so that quiet
 * folders cost one request for weeks and busy ones go day by day. Progress is kept after each span. `known`: its first page,
 * where somebody has asked for that already.
 */
export async function listDays(
  context: ListContext,
  folder: FolderState,
  from: string,
  to: string | null,
  known?: readonly StoredObject[],
): Promise<number> {
  const span = {
    prefix: folder.prefix,
    startAfter: dayPosition(folder, from),
    end: to === null ? null : dayPosition(folder, to),
  };
  let found = 0;
  let ignored = 0;
  let newestMs = Number.NEGATIVE_INFINITY;
  for await (const { objects, last } of pagesOf(context.store, span, known)) {
    const day = last ? null : partingDay(folder, objects, from, to ?? dayOf(context.nowMs + DAY_MS));
    if (day !== null) {
      const newer = await listDays(context, folder, day, to);
      return newer + (await listDays(context, folder, from, day, objects));
    }
    const listed = toLogObjects(objects);
    ignored += listed.ignored;
    newestMs = Math.max(newestMs, newestOf(listed.logs));
    found += await recordObjects(context.db, context.sourceId, folder, listed.logs);
  }
  const progress: FolderProgress = { sweptFrom: from, ignored: { add: ignored } };
  if (to === null) {
    progress.cursor = cursorAfter(folder, newestMs, context.nowMs, dayPosition(folder, from));
    progress.sweptAt = new Date(context.nowMs);
  }
  await saveFolder(context.db, context.sourceId, folder.prefix, progress);
  return found;
}

/**
 * Where to part the days `[from, to)` that do not fit in their first page: in the middle of those that there are, or after the whole
 * days of the page, which then need not be asked for again. Null where there is one day only.
 */
function partingDay(
  folder: FolderState,
  firstPage: readonly StoredObject[],
  from: string,
  to: string,
): string | null {
  const first = dayOfKey(folder, firstPage[0]?.key ?? '') ?? from;
  const last = dayOfKey(folder, firstPage.at(-1)?.key ?? '') ?? first;
  const days = daysBetween(first, to);
  if (days <= 1) return null;
  const middle = dayOf(Date.parse(first) + Math.floor(days / 2) * DAY_MS);
  if (last > middle) return last;
  return middle;
}

/** All days anew, for objects that arrived after their day was listed. */
async function sweep(context: ListContext, folder: FolderState): Promise<number> {
  const from = dayOf(context.nowMs - Math.max(context.collectDays, SWEEP_DAYS) * DAY_MS);
  let found = 0;
  let ignored = 0;
  for await (const { objects } of pagesOf(context.store, {
    prefix: folder.prefix,
    startAfter: dayPosition(folder, from),
    end: null,
  })) {
    const listed = toLogObjects(objects);
    ignored += listed.ignored;
    const wanted = listed.logs.filter(
      (log) => log.arrivedAtMs >= context.watchedSinceMs || log.date >= (folder.sweptFrom ?? ''),
    );
    found += await recordObjects(context.db, context.sourceId, folder, wanted);
  }
  await saveFolder(context.db, context.sourceId, folder.prefix, {
    sweptAt: new Date(context.nowMs),
    ignored: { set: ignored },
  });
  return found;
}

/** Once in 18 to 24 hours; folders that were listed together drift apart, so that a source's sweeps do not come at once. */
function sweepDueMs(folder: FolderState): number {
  const share = (mixOf(folder.prefix) % 1000) / 1000;
  return (folder.sweptAt?.getTime() ?? 0) + (0.75 + 0.25 * share) * DAY_MS;
}

/** More is asked of the folder than what is new: its first listing, days not listed yet, the daily listing of all. */
export function isOwedMore({ nowMs, collectDays }: ListContext, folder: FolderState): boolean {
  const firstDay = dayOf(nowMs - collectDays * DAY_MS);
  return folder.cursor === '' || (folder.sweptFrom ?? '9') > firstDay || nowMs >= sweepDueMs(folder);
}

/** Keys after `startAfter` and before `end`. */
type Span = { prefix: string; startAfter: string; end: string | null };

/** `known`: the first page, where there has been one. */
async function* pagesOf(
  store: ObjectStore,
  { prefix, startAfter, end }: Span,
  known?: readonly StoredObject[],
): AsyncGenerator<{ objects: readonly StoredObject[]; last: boolean }> {
  let request: ListRequest = { prefix, startAfter, before: end ?? undefined };
  if (known) {
    const objects = keysBefore(known, end);
    const last = objects.length < known.length;
    yield { objects, last };
    if (last) return;
    request = { ...request, startAfter: known.at(-1)?.key };
  }
  for (;;) {
    const page = await store.list(request);
    const objects = keysBefore(page.objects, end);
    const last = page.next === null || objects.length < page.objects.length;
    yield { objects, last };
    if (last || page.next === null) return;
    request = { ...request, continuationToken: page.next };
  }
}

function keysBefore(objects: readonly StoredObject[], end: string | null): readonly StoredObject[] {
  return end === null ? objects : objects.filter(({ key }) => compareKeys(key, end) < 0);
}

function newestOf(logs: readonly LogObject[]): number {
  return logs.reduce(
    (newest, log) => Math.max(newest, log.publishedAtMs ?? Date.parse(log.date)),
    Number.NEGATIVE_INFINITY,
  );
}

/** Safely before the newest object seen, and never before `least`. A name from the future must not hide what comes until then. */
function cursorAfter(folder: FolderState, newestMs: number, nowMs: number, least: string): string {
  if (newestMs === Number.NEGATIVE_INFINITY) return least;
  const position = minutePosition(folder, Math.min(newestMs, nowMs) - CURSOR_OVERLAP_MS);
  return compareKeys(position, least) > 0 ? position : least;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
