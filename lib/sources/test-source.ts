import { TrailkeepError, toTrailkeepError } from '#lib/errors.ts';
import { dayOf, dayPosition, type LogFolder, normalisePrefix } from './folder-layout.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import type { SourceRow } from './queries/get-source.ts';
import { toLogObjects } from './record-objects.ts';
import { filterOf } from './source-filter.ts';
import { surveyFolders } from './survey.ts';

/** `skipped`: what it needs failed before. */
export type TestStep = {
  name: 'List' | 'Layout found' | 'Get';
  state: 'ok' | 'failed' | 'skipped';
  message: string;
  hint: string | null;
  tookMs: number;
};

const DAY_MS = 86_400_000;
const MAX_BYTES = 64 << 20;
const FOLDERS_LOOKED_AT = 20;

/** Tries what collecting needs, in order, and says in plain words what works and what does not. Never throws for a fault of the source. */
export async function testSource(
  store: ObjectStore,
  source: SourceRow,
  now: Date = new Date(),
): Promise<TestStep[]> {
  const prefix = normalisePrefix(source.prefix);
  let folders: LogFolder[] = [];
  const checks: [TestStep['name'], () => Promise<string>][] = [
    [
      'List',
      async () => {
        const { objects } = await store.list({ prefix });
        if (objects.length === 0) throw nothing(`There is nothing in ${store.describe()}.`);
        return `${store.describe()} may be listed: ${objects.length.toLocaleString('en')} keys read.`;
      },
    ],
    [
      'Layout found',
      async () => {
        folders = (await surveyFolders(store, [prefix], { ...filterOf(source), countIgnored: false }))
          .folders;
        if (folders.length === 0) throw nothing(`There are no CloudTrail logs in ${store.describe()}.`);
        const accounts = new Set(folders.map(({ accountId }) => accountId)).size;
        const regions = new Set(folders.map(({ region }) => region)).size;
        return `CloudTrail of ${counted(accounts, 'account')} in ${counted(regions, 'region')}.`;
      },
    ],
    [
      'Get',
      async () => {
        const newest = await findNewest(store, folders, source.collectDays, now);
        if (!newest) return `No log of the last ${source.collectDays} days to read.`;
        const { length } = await store.get(newest.key, { maxBytes: MAX_BYTES });
        return `${newest.key} was read, ${length.toLocaleString('en')} bytes.`;
      },
    ],
  ];
  const steps: TestStep[] = [];
  for (const [name, check] of checks) {
    const failedBefore = steps.some(({ state }) => state !== 'ok');
    steps.push(
      failedBefore
        ? { name, state: 'skipped', message: 'Not tried.', hint: null, tookMs: 0 }
        : await tryStep(name, check),
    );
  }
  return steps;
}

async function tryStep(name: TestStep['name'], check: () => Promise<string>): Promise<TestStep> {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  try {
    return { name, state: 'ok', message: await check(), hint: null, tookMs: took() };
  } catch (thrown) {
    const error = toTrailkeepError(thrown);
    return { name, state: 'failed', message: error.message, hint: error.hint ?? null, tookMs: took() };
  }
}

/** The newest log of the first folders that have one; the latest day first. */
async function findNewest(
  store: ObjectStore,
  folders: readonly LogFolder[],
  collectDays: number,
  now: Date,
): Promise<StoredObject | null> {
  const looked = folders.slice(0, FOLDERS_LOOKED_AT);
  for (const days of [1, collectDays]) {
    for (const folder of looked) {
      const startAfter = dayPosition(folder, dayOf(now.getTime() - days * DAY_MS));
      const { objects } = await store.list({ prefix: folder.prefix, startAfter });
      const newest = toLogObjects(objects).logs.at(-1);
      if (newest) return newest;
    }
  }
  return null;
}

function nothing(message: string): TrailkeepError {
  return new TrailkeepError('source-missing', message, {
    hint: 'Check the prefix: it is what stands before AWSLogs/ in the keys. Regions and accounts may be left out by the settings.',
  });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
