import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepListening, type Notice } from '#lib/db/keep-listening.ts';
import { connect } from '#lib/db/pool.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 20) {
    if (waited > 20_000) throw new Error('it did not happen within 20 s');
    await sleep(20);
  }
}

/** As a restart of the server does it, for all connections of the pool but the one that asks. */
async function cutConnections(): Promise<void> {
  await database.workerPool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where pid <> pg_backend_pid() and usename = current_user and datname = current_database()`,
  );
}

const notify = (payload: string) =>
  database.workerPool.query(`select pg_notify('trailkeep_collect', $1)`, [payload]);

test('a listener whose connection is cut says that it is back and hears again; nothing ends the process', async () => {
  const heard: Notice[] = [];
  let back = 0;
  const stop = await keepListening(
    database.workerPool,
    ['trailkeep_collect'],
    (notice) => heard.push(notice),
    () => {
      back += 1;
    },
  );
  await notify('1');
  await until(() => heard.length === 1);
  await cutConnections();
  await until(() => back === 1);
  await notify('2');
  await until(() => heard.length === 2);
  expect(heard.map(({ payload }) => payload)).toEqual(['1', '2']);
  await stop();
  expect(database.workerPool.totalCount).toBe(database.workerPool.idleCount);
});

test('a connection that is cut while it is held fails the next question and nothing else', async () => {
  const connection = await connect(database.workerPool);
  await cutConnections();
  await expect(connection.query('select 1')).rejects.toThrow();
  connection.release(true);
  expect((await database.workerPool.query('select 1')).rowCount).toBe(1);
});
