import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { compareKeys } from './compare-keys.ts';
import type { StoredObject } from './object-store.ts';

export type WalkEntry = { prefix: string } | { object: StoredObject };
export type WalkOptions = { prefix: string; recursive: boolean; startAfter: string };

/** True when `path` (with its links resolved) is `root` or below it. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/**
 * The files below `root` as keys in S3's order, one folder's names in memory at a time. Folders that are links are not
 * entered (their targets inside the root are listed where they are); links to files count when the target is inside.
 */
export function* walkDirectory(root: string, options: WalkOptions): Generator<WalkEntry> {
  const cut = options.prefix.lastIndexOf('/') + 1;
  yield* walkFolder(root, options.prefix.slice(0, cut), options, options.prefix.slice(cut));
}

function* walkFolder(
  root: string,
  folder: string,
  options: WalkOptions,
  begin: string,
): Generator<WalkEntry> {
  for (const entry of sortedEntries(root, folder)) {
    const name = entry.isDirectory() ? `${entry.name}/` : entry.name;
    if (!name.startsWith(begin)) continue;
    const key = folder + name;
    // What is in a folder comes after the folder's own key, which listings by day start from.
    const entered = options.recursive || options.startAfter !== key;
    const reached = entry.isDirectory() && options.startAfter.startsWith(key) && entered;
    if (!reached && compareKeys(key, options.startAfter) <= 0) continue;
    if (!entry.isDirectory()) {
      const object = objectAt(root, key, entry);
      if (object) yield { object };
    } else if (options.recursive) {
      yield* walkFolder(root, key, options, '');
    } else {
      yield { prefix: key };
    }
  }
}

function sortedEntries(root: string, folder: string): Dirent[] {
  const path = join(root, folder);
  try {
    if (folder && !isInside(root, realpathSync.native(path))) return [];
    const entries = readdirSync(path, { withFileTypes: true });
    // With its slash, as in keys: `a-b/` stands before `a/`.
    const sorting = entries.map((entry) => ({
      entry,
      name: entry.isDirectory() ? `${entry.name}/` : entry.name,
    }));
    return sorting.sort((a, b) => compareKeys(a.name, b.name)).map(({ entry }) => entry);
  } catch (error) {
    // A prefix without keys is an empty list in S3 too; a folder may also go while it is walked. The root may not.
    if (folder && isGone(error)) return [];
    throw error;
  }
}

function objectAt(root: string, key: string, entry: Dirent): StoredObject | null {
  // Not `join`: a key of the walk is normal already, and there are millions.
  const path = `${root}/${key}`;
  try {
    if (entry.isSymbolicLink() && !isInside(root, realpathSync.native(path))) return null;
    const stats = entry.isSymbolicLink() ? statSync(path) : lstatSync(path);
    if (!stats.isFile()) return null;
    return {
      key,
      etag: etagOf(stats),
      sizeBytes: stats.size,
      arrivedAtMs: Math.max(stats.mtimeMs, stats.ctimeMs),
    };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function etagOf(stats: Stats): string {
  return `${stats.size.toString(16)}-${Math.round(stats.mtimeMs * 1000).toString(16)}`;
}

export function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
