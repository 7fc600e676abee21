import type { ObjectKind } from '#lib/cloudtrail/object-key.ts';
import { concurrently } from './concurrently.ts';
import { type LogFolder, type Place, placeOf } from './folder-layout.ts';
import type { ListPage, ObjectStore } from './object-store.ts';
import type { SourceFilter } from './source-filter.ts';

export type Survey = {
  folders: LogFolder[];
  /** Objects of other writers and digests that were met; a big folder of theirs counts up to what was looked at. */
  ignored: number;
  /** Accounts with digest files: their trail signs what it delivers. */
  digestAccounts: string[];
};

const AT_ONCE = 8;
/** Pages of one folder's sub-folders: 20,000 accounts. */
const MAX_PAGES = 20;
/** CloudTrail prefixes have few parts; a bucket that holds a data lake beside its logs has many folders. */
const MAX_DEPTH_ABOVE = 8;
const MAX_FOLDERS_ABOVE = 300;
const MAX_PAGES_IGNORED = 2;
const MAX_FOLDERS_IGNORED = 200;

const NOT_LOGS: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['CloudTrail-Digest']);

/**
 * Finds the folders of log objects below the given prefixes by listing level after level with a delimiter: several AWSLogs
 * roots in one bucket, organisation folders, any start in the middle. Objects are never listed in bulk. `visits` may leave
 * folders out that lie further down.
 */
export async function surveyFolders(
  store: ObjectStore,
  starts: readonly string[],
  options: SourceFilter & { countIgnored: boolean; visits?: (prefix: string) => boolean },
): Promise<Survey> {
  const survey: Survey = { folders: [], ignored: 0, digestAccounts: [] };
  const ignoredFolders: string[] = [];
  let visitedAbove = 0;
  let wave = [...starts];
  for (let depth = 0; wave.length > 0; depth++) {
    const visits = wave.filter(
      (prefix) => placeOf(prefix).level !== 'above' || visitedAbove++ < MAX_FOLDERS_ABOVE,
    );
    const found = await concurrently(visits, AT_ONCE, (prefix) => visit(store, prefix, options));
    for (const one of found) {
      survey.folders.push(...one.folders);
      survey.ignored += one.ignored;
      ignoredFolders.push(...one.ignoredFolders);
      survey.digestAccounts.push(...one.ignoredFolders.flatMap(digestAccountOf));
    }
    wave = found
      .flatMap((one) => one.deeper)
      .filter((prefix) => depth < MAX_DEPTH_ABOVE || placeOf(prefix).level !== 'above')
      .filter((prefix) => options.visits?.(prefix) ?? true);
  }
  if (options.countIgnored) {
    const counts = await concurrently(ignoredFolders.slice(0, MAX_FOLDERS_IGNORED), AT_ONCE, (prefix) =>
      countBounded(store, prefix),
    );
    survey.ignored += counts.reduce((sum, count) => sum + count, 0);
  }
  return survey;
}

type Visit = { folders: LogFolder[]; deeper: string[]; ignoredFolders: string[]; ignored: number };

async function visit(store: ObjectStore, prefix: string, filter: SourceFilter): Promise<Visit> {
  const here = placeOf(prefix);
  const result: Visit = { folders: [], deeper: [], ignoredFolders: [], ignored: 0 };
  const folder = folderAt(prefix, here);
  if (folder) {
    if (isWanted(here, filter)) result.folders.push(folder);
    return result;
  }
  for await (const page of pages(store, prefix, MAX_PAGES)) {
    result.ignored += page.objects.length;
    for (const child of page.prefixes) {
      const place = placeOf(child);
      if (isStrange(here, place)) result.ignoredFolders.push(child);
      else if (isWanted(place, filter)) result.deeper.push(child);
    }
  }
  return result;
}

function folderAt(prefix: string, place: Place): LogFolder | null {
  const { accountId, kind, region } = place;
  if (place.level !== 'days' || accountId === null || kind === null || region === null) return null;
  return { prefix, accountId, kind, region };
}

/** Below AWSLogs every folder must be of CloudTrail's layout; above it any may lead there. */
function isStrange(parent: Place, child: Place): boolean {
  if (child.kind !== null && NOT_LOGS.has(child.kind)) return true;
  return parent.level !== 'above' && child.level === 'above';
}

function digestAccountOf(prefix: string): string[] {
  const { kind, accountId } = placeOf(prefix);
  return kind === 'CloudTrail-Digest' && accountId !== null ? [accountId] : [];
}

function isWanted(place: Place, filter: SourceFilter): boolean {
  if (place.kind !== null && NOT_LOGS.has(place.kind)) return false;
  if (
    place.accountId !== null &&
    filter.accountIds.length > 0 &&
    !filter.accountIds.includes(place.accountId)
  )
    return false;
  return place.region === null || filter.regions.length === 0 || filter.regions.includes(place.region);
}

async function* pages(store: ObjectStore, prefix: string, limit: number): AsyncGenerator<ListPage> {
  let continuationToken: string | undefined;
  for (let page = 0; page < limit; page++) {
    const answer = await store.list({ prefix, delimiter: '/', continuationToken });
    yield answer;
    if (answer.next === null) return;
    continuationToken = answer.next;
  }
}

async function countBounded(store: ObjectStore, prefix: string): Promise<number> {
  let count = 0;
  let continuationToken: string | undefined;
  for (let page = 0; page < MAX_PAGES_IGNORED; page++) {
    const answer = await store.list({ prefix, continuationToken });
    count += answer.objects.length;
    if (answer.next === null) break;
    continuationToken = answer.next;
  }
  return count;
}
