import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import { foldSilence } from '#lib/alerts/fold/fold-silence.ts';
import type { Sample } from '#lib/alerts/rule-model.ts';
import {
  ACCOUNTS,
  addPlaces,
  addRule,
  type StoredFinding,
  sortFindings,
  storedFindings,
} from '#tests/db/alerts/alert-world.ts';
import { anyRecord, RULES, START_MS } from '#tests/db/alerts/any-records.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

/** Killed one after another while the others work on, and the last one too. */
const WORKERS = 4;
const RECORDS = 1_500;
const OBJECTS = 240;
const DAY_MS = 86_400_000;
/** Another one each time; it stands in the message of a failure. */
const SEED = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
/** In which the second account is silent, for an absence to be found amid the records. */
const SILENCE_MS = { from: START_MS + 1.5 * DAY_MS, until: START_MS + 2.5 * DAY_MS };

let database: TestDatabase;
let directory: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trailkeep-kills-'));
  database = await createTestDatabase();
  await addPlaces(database);
  await database.ownerPool.query('update source set directory = $1', [directory]);
});
afterAll(async () => {
  await Promise.all([...running].map(killNow));
  await database.drop();
  await rm(directory, { recursive: true });
});

test(`findings of ${WORKERS} workers that were killed in the midst of it are those of a single pass`, async () => {
  const samples = fc
    .sample(anyRecord, { seed: SEED, numRuns: RECORDS })
    .filter((sample) => !isSilent(sample));
  // All have been silent for weeks now: time goes by the newest record.
  const now = { recipientAccountId: '333333333333', eventTime: new Date().toISOString() };
  const expected: StoredFinding[] = [];
  for (const rule of RULES) {
    const ruleId = await addRule(database, rule);
    const all = evaluateOnce(rule, [...samples, now]);
    const found = all.filter(({ accountId }) => accountId !== now.recipientAccountId);
    if (rule.when.kind === 'absence') expect(found, 'silences').toHaveLength(3);
    for (const { eventIds, group, ...one } of found)
      expected.push({ ruleId, ...one, group: [...group], events: eventIds.length });
  }
  const objects = await writeObjects(samples);
  let amidWork = 0;
  for (const worker of Array.from({ length: WORKERS }, startWorker)) {
    if (await moved(await taken(), objects)) amidWork += 1;
    await sleep(Math.random() * 150);
    await killNow(worker);
  }
  // Kills before or after the work would prove nothing.
  expect(amidWork, 'kills amid work').toBe(WORKERS);
  await finish(objects);
  await foldSilence(database.workerPool, () => Date.now());
  expect(await storedFindings(database), `seed ${SEED}`).toEqual(sortFindings(expected));
}, 480_000);

function isSilent({ recipientAccountId, eventTime }: Sample): boolean {
  const timeMs = Date.parse(String(eventTime));
  return recipientAccountId === ACCOUNTS[1] && timeMs >= SILENCE_MS.from && timeMs < SILENCE_MS.until;
}

/** As a bucket has them, each record in one object and every tenth in a second one too. Returns how many there are. */
async function writeObjects(samples: readonly Sample[]): Promise<number> {
  const day = new Date(Date.parse(String(samples[0]?.eventTime))).toISOString().slice(0, 10);
  let written = 0;
  for (const accountId of ACCOUNTS) {
    const folder = join(directory, `AWSLogs/${accountId}/CloudTrail/eu-west-1/${day.replaceAll('-', '/')}`);
    await mkdir(folder, { recursive: true });
    const own = samples.filter(({ recipientAccountId }) => recipientAccountId === accountId);
    for (let object = 0; object < OBJECTS / ACCOUNTS.length; object++) {
      const places = OBJECTS / ACCOUNTS.length;
      const records = own.filter(
        (_, at) => at % places === object || (at % 10 === 0 && (at * 7 + 3) % places === object),
      );
      if (records.length === 0) continue;
      const name = `${accountId}_CloudTrail_eu-west-1_${day.replaceAll('-', '')}T0000Z_${String(object).padStart(16, '0')}.json.gz`;
      await writeFile(join(folder, name), gzipSync(JSON.stringify({ Records: records })));
      written += 1;
    }
  }
  return written;
}

function startWorker(): ChildProcess {
  const worker = fork('workers/worker.ts', {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      TRAILKEEP_SECRET_KEY: database.secretKey,
      TRAILKEEP_BATCH_OBJECTS: '6',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  running.add(worker);
  return worker;
}

async function killNow(worker: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await gone;
  running.delete(worker);
}

/** Waits until the ledger moved: the workers are then amid their next batches. */
async function moved(from: number, objects: number): Promise<boolean> {
  for (let waited = 0; waited < 60_000; waited += 10, await sleep(10)) {
    const now = await taken();
    if (now > from) return now < objects;
  }
  return false;
}

async function taken(): Promise<number> {
  const { rows } = await database.ownerPool.query<{ taken: number }>(
    `select count(*)::int as taken from log_object where state = 'ingested'`,
  );
  return rows[0]?.taken ?? 0;
}

/** One worker takes what is left, and makes the findings of it and of what the others left behind. */
async function finish(objects: number): Promise<void> {
  await database.ownerPool.query('update source set requested_at = now()');
  const worker = startWorker();
  const isLeft = async () => {
    const { rows } = await database.ownerPool.query<{ left: boolean }>(
      'select exists (select from alert_match where state = 0) or exists (select from alert_seen_new) as left',
    );
    return (await taken()) < objects || rows[0]?.left === true;
  };
  while (await isLeft()) await sleep(200);
  await killNow(worker);
}
