import { type ObjectKind, parseObjectKey } from '#lib/cloudtrail/object-key.ts';

/** What lies directly below a prefix of a bucket. `above`: no AWSLogs folder has been met yet. */
export type Level = 'above' | 'accounts' | 'kinds' | 'regions' | 'days';

export type Place = {
  level: Level;
  /** From `kinds` down. */
  accountId: string | null;
  /** From `regions` down. */
  kind: ObjectKind | null;
  /** For `days`. */
  region: string | null;
};

/** Ends of a key that make a whole one of a prefix, deepest level first: so the key parser alone knows the layout. */
const REST = {
  day: '2020/01/01/x.json.gz',
  region: 'us-east-1/',
  kind: 'CloudTrail/',
  account: '000000000000/',
};
const ENDINGS: readonly [Level, string][] = [
  ['days', REST.day.slice('2020/01/01/'.length)],
  ['days', REST.day.slice('2020/01/'.length)],
  ['days', REST.day.slice('2020/'.length)],
  ['days', REST.day],
  ['regions', REST.region + REST.day],
  ['kinds', REST.kind + REST.region + REST.day],
  ['accounts', REST.account + REST.kind + REST.region + REST.day],
];
const DEPTH: Record<Level, number> = { above: 0, accounts: 1, kinds: 2, regions: 3, days: 4 };

/** Where a prefix (ending in a slash, or empty) stands in `[prefix/]AWSLogs/[o-…/]<account>/<kind>/<region>/YYYY/MM/DD/`. */
export function placeOf(prefix: string): Place {
  for (const [level, ending] of ENDINGS) {
    const key = parseObjectKey(prefix + ending);
    if (key.type === 'other') continue;
    const depth = DEPTH[level];
    return {
      level,
      accountId: depth >= DEPTH.kinds ? key.accountId : null,
      kind: depth >= DEPTH.regions ? key.kind : null,
      region: depth >= DEPTH.days ? key.region : null,
    };
  }
  return { level: 'above', accountId: null, kind: null, region: null };
}

/** A prefix as people type it: no slash at the start, one at the end; '' for the whole bucket. */
export function normalisePrefix(text: string): string {
  const bare = text.trim().replace(/^\/+|\/+$/g, '');
  return bare === '' ? '' : `${bare}/`;
}

/** One `…/<account>/<kind>/<region>/` folder, or a part of it where the source's prefix goes deeper. */
export type LogFolder = { prefix: string; accountId: string; kind: string; region: string };

/** The folder without the date that a deep prefix may end in. */
function rootOf(folder: LogFolder): string {
  return folder.prefix.replace(/(?<=\/)\d{4}\/(?:\d{2}\/){0,2}$/, '');
}

/** `YYYY-MM-DD` (UTC) of a moment in ms. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** A position before every key of that day and after every key of the day before. */
export function dayPosition(folder: LogFolder, day: string): string {
  return `${rootOf(folder)}${day.replaceAll('-', '/')}/`;
}

/** The day whose folder a key below `folder` is in, or null where it is in none. */
export function dayOfKey(folder: LogFolder, key: string): string | null {
  const [, day] = /^(\d{4}\/\d{2}\/\d{2})\//.exec(key.slice(rootOf(folder).length)) ?? [];
  const iso = day?.replaceAll('/', '-') ?? '';
  return Number.isNaN(Date.parse(iso)) ? null : iso;
}

/** A position before every log object that CloudTrail published in that minute or later. */
export function minutePosition(folder: LogFolder, ms: number): string {
  const stamp = new Date(ms).toISOString().slice(0, 16).replace(/[-:]/g, '');
  return `${dayPosition(folder, dayOf(ms))}${folder.accountId}_${folder.kind}_${folder.region}_${stamp}Z`;
}
