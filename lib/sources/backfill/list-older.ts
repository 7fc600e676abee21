import { concurrently } from '../concurrently.ts';
import { dayOf, type LogFolder } from '../folder-layout.ts';
import { type FolderState, readFolders } from '../folder-state.ts';
import { type ListContext, listDays } from '../list-folder.ts';
import { countOlderWaiting, findRunningBackfill, MOST_AHEAD } from './backfill.ts';

const DAY_MS = 86_400_000;
const FOLDERS_AT_ONCE = 8;
/** All folders go back by so many days at a time, and by twice as many where that brought little. */
const FIRST_STEP_DAYS = 7;
const LITTLE = 5_000;

/**
 * Lists days before those that are collected anyway, where that was asked for: all folders together, from the newest such day back, until
 * the ledger has enough to do. Returns how many objects were new. Does nothing to what is there, and the next listing goes on.
 */
export async function listOlder(
  context: ListContext,
  isTaken: (folder: LogFolder) => boolean,
): Promise<number> {
  const { db, sourceId } = context;
  let found = 0;
  for (let stepDays = FIRST_STEP_DAYS; ; ) {
    const backfill = await findRunningBackfill(db, sourceId);
    if (!backfill || (await countOlderWaiting(db, sourceId, backfill.baseDay)) >= MOST_AHEAD) return found;
    const folders = (await readFolders(db, sourceId)).flatMap((folder) =>
      isListed(folder) && folder.sweptFrom > backfill.fromDay && isTaken(folder) ? [folder] : [],
    );
    const newest = folders
      .map(({ sweptFrom }) => sweptFrom)
      .sort()
      .at(-1);
    if (!newest) return found;
    const to = latest(dayOf(Date.parse(newest) - stepDays * DAY_MS), backfill.fromDay);
    const due = folders.filter(({ sweptFrom }) => sweptFrom > to);
    const counts = await concurrently(due, FOLDERS_AT_ONCE, (folder) =>
      listDays(context, folder, to, folder.sweptFrom),
    );
    const step = counts.reduce((total, count) => total + count, 0);
    found += step;
    if (step < LITTLE) stepDays *= 2;
  }
}

// Before its first listing has ended a folder is not looked at: that one goes back by itself.
function isListed(folder: FolderState): folder is FolderState & { sweptFrom: string } {
  return folder.sweptFrom !== null && folder.cursor !== '';
}

function latest(a: string, b: string): string {
  return a > b ? a : b;
}
