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
  sample = await writeSampleDirectory({ events: 45_000 });
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
  await rm(sample.directory, { recursive: true });
});

test(`workers killed ${KILLS} times in the midst of it end with the events, rollups and ledger of an undisturbed run`, async () => {
  const calm = await databaseWithSource();
  await finish(calm, [startWorker(calm)]);
  const stormy = await databaseWithSource();
  let amidWork = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const workers = [startWorker(stormy), startWorker(stormy)];
    if (await moved(stormy, await taken(stormy))) amidWork += 1;
    await sleep(Math.random() * 120);
    for (const worker of workers) await killNow(worker);
  }
  // Kills before or after the work would prove nothing.
  expect(amidWork).toBe(KILLS);
  await finish(stormy, [startWorker(stormy)]);

  const expected = await collectedSnapshot(calm.ownerPool);
  expect(expected.events).toMatch(new RegExp(`^${sample.events} rows`));
  expect(await collectedSnapshot(stormy.ownerPool)).toEqual(expected);
}, 480_000);

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
      TRAILKEEP_BATCH_OBJECTS: '12',
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

/** Waits until the ledger moved: the workers are then amid their next batches. A kill before that would prove nothing. */
async function moved(database: TestDatabase, from: number): Promise<boolean> {
  for (let waited = 0; waited < 15_000; waited += 10, await sleep(10)) {
    const now = await taken(database);
    if (now > from) return now < sample.objects;
  }
  return false;
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
