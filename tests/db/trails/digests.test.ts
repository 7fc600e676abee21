import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverSource } from '#lib/sources/discover.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { listTrails } from '#lib/trails/queries/list-trails.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { MemoryStore } from '#tests/setup/memory-store.ts';
import { makeTrailWorld, ONE, type TrailWorld, TWO } from './organisation.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

let database: TestDatabase;
let world: TrailWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await makeTrailWorld(database);
});
afterAll(async () => {
  await world.db.$disconnect();
  await database.drop();
});

test('discovery notes which accounts have digest files, and an inferred trail says so', async () => {
  const store = new MemoryStore();
  for (const account of [ONE, TWO])
    store.put(
      `AWSLogs/${account}/CloudTrail/eu-west-1/2026/11/20/${account}_CloudTrail_eu-west-1_20261120T1100Z_a.json.gz`,
    );
  store.put(
    `AWSLogs/${ONE}/CloudTrail-Digest/eu-west-1/2026/11/20/${ONE}_CloudTrail-Digest_eu-west-1_t_eu-west-1_20261120T110000Z.json.gz`,
  );
  const validated = async () => {
    await discoverSource(database.workerPool, store, await getSource(database.workerPool, world.sourceId), {
      now: NOW,
    });
    const { trails } = await world.read('view', 'prod', (db, scope) => listTrails(db, scope, NOW));
    return trails.map(({ accountId, logValidation }) => [accountId, logValidation]);
  };
  expect(await validated()).toEqual([
    [ONE, true],
    [TWO, false],
  ]);
  store.put(
    `AWSLogs/${TWO}/CloudTrail-Digest/eu-west-1/2026/11/20/${TWO}_CloudTrail-Digest_eu-west-1_t_eu-west-1_20261120T110000Z.json.gz`,
  );
  expect(await validated(), 'on the next listing').toEqual([
    [ONE, true],
    [TWO, true],
  ]);
});
