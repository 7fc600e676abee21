import { type ChildProcess, fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { type SampleDirectory, writeSampleDirectory } from '#tests/setup/sample-directory.ts';
import { collectedSnapshot } from '#tests/setup/snapshot.ts';

const KILLS = 20;
let sample: SampleDirectory;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  sample = await writeSampleDirectory({ events: 40_000 });
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
  await rm(sample.directory, { recursive: true });
});

test(`workers killed ${KILLS} times in the midst of it end with the events, rollups and ledger of an undisturbed run`, async () => {
  const calm = await databaseWithSource();
  await finish(calm, [startWorker(calm)]);
  const stormy = await databaseWithSource();
  let doneBefore = 0;
  let progressed = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const workers = [startWorker(stormy), startWorker(stormy)];
    await beating(stormy, (kill + 1) * workers.length);
    await sleep(Math.random() * 900);
    for (const worker of workers) await killNow(worker);
    const left = await taken(stormy);
    if (left !== doneBefore) progressed += 1;
    doneBefore = left;
  }
  // Else the kills came before any work began, and the test would prove nothing.
  expect(progressed).toBeGreaterThan(3);
  await finish(stormy, [startWorker(stormy)]);

  const expected = await collectedSnapshot(calm.ownerPool);
  expect(expected.events).toMatch(new RegExp(`^${sample.events} rows`));
  expect(await collectedSnapshot(stormy.ownerPool)).toEqual(expected);
}, 240_000);

async function databaseWithSource(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  databases.push(database);
  await database.ownerPool.query(`insert into view (slug, name) values ('all', 'All')`);
  await database.ownerPool.query(
    `insert into source (view_id, kind, directory) values (1, 'directory', $1)`,
    [sample.directory],
  );
  return database;
}

function startWorker(database: TestDatabase): ChildProcess {
  return fork('workers/worker.ts', {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      TRAILKEEP_SECRET_KEY: database.secretKey,
      TRAILKEEP_BATCH_OBJECTS: '60',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function killNow(worker: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await gone;
}

/** Waits until so many workers have begun: a kill before that would prove nothing. */
async function beating(database: TestDatabase, workers: number): Promise<void> {
  for (let seen = 0; seen < workers; await sleep(20)) {
    const { rows } = await database.ownerPool.query<{ seen: number }>(
      'select count(*)::int as seen from worker_heartbeat',
    );
    seen = rows[0]?.seen ?? 0;
  }
}

async function taken(database: TestDatabase): Promise<number> {
  const { rows } = await database.ownerPool.query<{ taken: number }>(
    `select count(*)::int as taken from log_object where state = 'ingested'`,
  );
  return rows[0]?.taken ?? 0;
}

async function finish(database: TestDatabase, workers: ChildProcess[]): Promise<void> {
  // A worker that was killed while it listed is followed by one that lists at once.
  await database.ownerPool.query('update source set requested_at = now()');
  for (let done = -1; done < sample.objects; await sleep(200)) done = await taken(database);
  for (const worker of workers) await killNow(worker);
}
