import { concurrently } from './concurrently.ts';
import { dayOf, dayPosition, type LogFolder } from './folder-layout.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { type LogObject, toLogObjects } from './record-objects.ts';

const DAY_MS = 86_400_000;
/** Folders of a large organisation are alike enough: so many are looked into, spread over all of them. */
const MOST_SAMPLED = 24;
const AT_ONCE = 8;
/** 3,000 keys of one folder tell its pace. */
const MOST_PAGES = 3;

export type FolderSample = {
  newest: StoredObject | null;
  /** Days (`YYYY-MM-DD`, UTC) of the first and the last object; null in an empty folder. */
  oldestDay: string | null;
  newestAtMs: number | null;
  /** In the days asked for: counted, or reckoned from the part that was listed. */
  objects: number;
  sizeBytes: number;
  exact: boolean;
};

/** Looks into some of the folders: what is there, and how much of it in the last `days`. */
export async function sampleFolders(
  store: ObjectStore,
  folders: readonly LogFolder[],
  days: number,
  nowMs: number,
): Promise<FolderSample[]> {
  return concurrently(spread(folders, MOST_SAMPLED), AT_ONCE, (folder) => sample(store, folder, days, nowMs));
}

/** As many as `most` of the items, evenly over all of them, the first among them. */
export function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return items.filter(
    (_, index) =>
      Math.floor((index * most) / items.length) !== Math.floor(((index - 1) * most) / items.length),
  );
}

async function sample(
  store: ObjectStore,
  folder: LogFolder,
  days: number,
  nowMs: number,
): Promise<FolderSample> {
  const fromMs = nowMs - days * DAY_MS;
  const first = toLogObjects((await store.list({ prefix: folder.prefix, maxKeys: 1 })).objects).logs[0];
  const wanted = await listFrom(store, folder, fromMs);
  const recent = wanted.complete ? wanted : await listFrom(store, folder, nowMs - DAY_MS);
  const newest = recent.logs.at(-1) ?? wanted.logs.at(-1) ?? first ?? null;
  return {
    newest,
    oldestDay: first?.date ?? wanted.logs[0]?.date ?? null,
    newestAtMs: newest ? timeOf(newest) : null,
    ...reckon(wanted, fromMs, nowMs),
  };
}

type Listed = { logs: LogObject[]; complete: boolean };

async function listFrom(store: ObjectStore, folder: LogFolder, fromMs: number): Promise<Listed> {
  const logs: LogObject[] = [];
  let continuationToken: string | undefined;
  const startAfter = dayPosition(folder, dayOf(fromMs));
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await store.list({ prefix: folder.prefix, startAfter, continuationToken });
    logs.push(...toLogObjects(answer.objects).logs);
    if (answer.next === null) return { logs, complete: true };
    continuationToken = answer.next;
  }
  return { logs, complete: false };
}

/** A listing that was cut short says how many objects a day has; the rest of the days are taken to be like that. */
function reckon({ logs, complete }: Listed, fromMs: number, nowMs: number) {
  const sizeBytes = logs.reduce((sum, log) => sum + log.sizeBytes, 0);
  const last = logs.at(-1);
  if (complete || !last) return { objects: logs.length, sizeBytes, exact: complete };
  const covered = Math.max(DAY_MS / 24, timeOf(last) - fromMs) / Math.max(DAY_MS / 24, nowMs - fromMs);
  const factor = Math.max(1, 1 / covered);
  return {
    objects: Math.round(logs.length * factor),
    sizeBytes: Math.round(sizeBytes * factor),
    exact: false,
  };
}

function timeOf(log: LogObject): number {
  return log.publishedAtMs ?? Date.parse(log.date);
}
