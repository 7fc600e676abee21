import { afterAll, beforeAll, expect, test } from 'vitest';
import { readUntilByAccount } from '#lib/alerts/queries/read-until.ts';
import { valuesHash } from '#lib/alerts/values-hash.ts';
import type { Pool } from '#lib/db/pool.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { findingJobs } from '../../../workers/jobs/findings.ts';
import { ACCOUNTS, addPlaces, addRule, ruleOf, storedFindings } from './alert-world.ts';

const [ACCOUNT] = ACCOUNTS;
const GROUP = '00000000-0000-4000-8000-00000000000a';
/** More than the job asks of the database. */
const MOST_SEAMS = 20;

let database: TestDatabase;
let ruleId = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
  ruleId = await addRule(
    database,
    ruleOf({ when: { kind: 'absence', lookbackDays: 5, silentMinutes: 120 }, groupBy: [] }),
  );
  await database.ownerPool.query(
    `insert into source_account (source_id, account_id, events) values (1, ${ACCOUNT}, 1)`,
  );
});
afterAll(() => database.drop());

/** Seen for ten days, for the last time three hours ago; read until half an hour after that. */
async function startAnew(): Promise<void> {
  await database.ownerPool.query('truncate alert_seen, alert_seen_new, alert_match, finding cascade');
  await addSpan('alert_seen', '10 days', '3 hours');
  await listedAt('2 hours');
}

async function addSpan(table: 'alert_seen' | 'alert_seen_new', first: string, last: string): Promise<void> {
  await database.ownerPool.query(
    `insert into ${table} (rule_id, revision, account_id, group_hash, group_values, value_hash, value, first_at, first_event_id, last_at,
       last_event_id, historic)
     values ($1, 1, ${ACCOUNT}, '${GROUP}', '[]', $2, '', now() - $3::interval, gen_random_uuid(), now() - $4::interval,
       gen_random_uuid(), false)`,
    [ruleId, valuesHash(['']), first, last],
  );
}

async function listedAt(ago: string): Promise<void> {
  await database.ownerPool.query('update source set last_listed_at = now() - $1::interval', [ago]);
}

/** What a worker commits with a batch: what it saw an hour ago, and that all there was is read. */
async function commitBatch(): Promise<void> {
  await addSpan('alert_seen_new', '70 minutes', '70 minutes');
  await listedAt('0 minutes');
}

/** The worker's pool; `before` is called each time it is about to be asked for something. */
function watched(before: () => Promise<void>): Pool {
  const { workerPool } = database;
  const awaited = ['query', 'connect'];
  return new Proxy(workerPool, {
    get: (pool, name) => {
      const value: unknown = Reflect.get(pool, name);
      if (typeof value !== 'function') return value;
      if (!awaited.includes(String(name))) return value.bind(pool);
      return async (...asked: unknown[]) => {
        await before();
        return value.apply(pool, asked);
      };
    },
  });
}

async function runJob(pool: Pool): Promise<void> {
  const job = findingJobs(pool).find(({ name }) => name === 'findings');
  await job?.work('', { put: async () => undefined, stop: async () => undefined });
}

test('a batch that is committed while findings are made is never taken for silence', async () => {
  let seams = 0;
  for (let at = 1; at <= MOST_SEAMS; at++) {
    await startAnew();
    let asked = 0;
    await runJob(
      watched(async () => {
        if (++asked === at) await commitBatch();
      }),
    );
    seams = asked;
    expect(await storedFindings(database), `committed before question ${at}`).toEqual([]);
    if (at >= asked) break;
  }
  expect(seams).toBeGreaterThan(2);
  expect(seams).toBeLessThan(MOST_SEAMS);
});

test('a group that is silent once all was read is found', async () => {
  await startAnew();
  await listedAt('0 minutes');
  await runJob(database.workerPool);
  expect(await storedFindings(database)).toMatchObject([{ ruleId, accountId: ACCOUNT, events: 1 }]);
});

test('an object that waits holds back what is said of its own account, and of no other in the same bucket', async () => {
  const [, other] = ACCOUNTS;
  const { ownerPool, workerPool } = database;
  await ownerPool.query(`insert into source_account (source_id, account_id, events) values (1, ${other}, 1)`);
  await listedAt('0 minutes');
  const known = async () => [...(await readUntilByAccount(workerPool)).keys()].sort();
  expect(await known()).toEqual([...ACCOUNTS]);
  await ownerPool.query(
    `insert into log_object (source_id, account_id, region, kind, key, etag, size_bytes, log_date, state)
     values (1, ${other}, 'eu-west-1', 'trail', 'one', 'e', 1, '2026-11-20', 'failed')`,
  );
  expect(await known()).toEqual([ACCOUNT]);
  await ownerPool.query('update log_object set account_id = null');
  expect(await known()).toEqual([]);
});
