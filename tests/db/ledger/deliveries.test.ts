import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '#lib/db/pool.ts';
import { addDeliveries } from '#lib/ingest/delivery-counts.ts';
import type { ObjectOutcome } from '#lib/ingest/ledger.ts';
import { listDeliveries, listSilent } from '#lib/ledger/queries/list-deliveries.ts';
import { ACCOUNTS } from '#tests/db/people/organisation.ts';
import { type LedgerOfTest, openLedger } from './ledger.ts';

const HOUR = 3_600_000;
const NOW = new Date('2026-11-20T12:00:00Z');

let ledger: LedgerOfTest;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());
beforeEach(() =>
  ledger.database.ownerPool.query('truncate log_object, source_delivery, source_folder cascade'),
);

function keyAt(stamp: string, { region = 'eu-central-1', accountId = ACCOUNTS.alpha } = {}): string {
  const day = `${stamp.slice(0, 4)}/${stamp.slice(4, 6)}/${stamp.slice(6, 8)}`;
  const name = `${accountId}_CloudTrail_${region}_${stamp}Z_aaaaaaaaaaaaaaaa.json.gz`;
  return `some_prefix/AWSLogs/${accountId}/CloudTrail/${region}/${day}/${name}`;
}

function outcomeOf(key: string, more: Partial<ObjectOutcome> & { counted?: boolean } = {}): ObjectOutcome {
  const { counted = false, ...rest } = more;
  const object = {
    id: 1,
    key,
    sizeBytes: 100,
    accountId: null,
    logDateMs: 0,
    attempts: 0,
    kept: false,
    counted,
    broughtBefore: 0,
  };
  const nothing = { reason: null, records: 0, newEvents: 0, duplicateEvents: 0, sha256: null, body: null };
  return { object, state: 'ingested', quarantined: [], ...nothing, ...rest };
}

const take = (outcomes: ObjectOutcome[]) =>
  inTransaction(ledger.database.workerPool, (db) => addDeliveries(db, ledger.prod, outcomes));

async function counted() {
  const { rows } = await ledger.database.ownerPool.query(
    `select d.objects::int, d.size_bytes::int as bytes, d.last_object_at as "lastAt",
       (select json_agg(json_build_array(day, w.objects, w.hours) order by day) from source_delivery_day w
        where w.delivery_id = d.id) as days
     from source_delivery d order by d.region`,
  );
  return rows;
}

test('what is taken adds up by folder, day and hour of publication, over batches', async () => {
  await take(['20261119T2355', '20261120T0005', '20261120T0010'].map((stamp) => outcomeOf(keyAt(stamp))));
  await take([
    outcomeOf(keyAt('20261120T2315')),
    outcomeOf(keyAt('20261001T1000'), { state: 'quarantined' }),
  ]);
  expect(await counted()).toEqual([
    {
      objects: 5,
      bytes: 500,
      lastAt: new Date('2026-11-20T23:15:00Z'),
      days: [
        ['2026-10-01', 1, 2 ** 10],
        ['2026-11-19', 1, 2 ** 23],
        ['2026-11-20', 3, 2 ** 23 + 1],
      ],
    },
  ]);
});

test('what failed, or is taken anew, or is no log, does not count', async () => {
  await take([
    outcomeOf(keyAt('20261120T1000'), { state: 'failed' }),
    outcomeOf(keyAt('20261120T1005'), { counted: true }),
    outcomeOf('notes.txt'),
  ]);
  expect(await counted()).toEqual([]);
});

test('a name that tells no time counts without an hour', async () => {
  await take([outcomeOf(keyAt('20261120T1000').replace('_20261120T1000Z_', '_renamed_'))]);
  expect(await counted()).toMatchObject([{ objects: 1, lastAt: null, days: [['2026-11-20', 1, 0]] }]);
});

test('two batches that take of the same folders at once wait for each other and do not deadlock', async () => {
  const regions = ['us-east-1', 'eu-west-1', 'ap-south-1', 'sa-east-1', 'ca-central-1'];
  const batch = (order: string[]) => order.map((region) => outcomeOf(keyAt('20261120T1000', { region })));
  await Promise.all(Array.from({ length: 6 }, (_, n) => take(batch(n % 2 ? regions : regions.toReversed()))));
  expect((await counted()).map(({ objects }) => objects)).toEqual([6, 6, 6, 6, 6]);
});

/** Hourly objects of the last 14 days until so many hours ago, and the folder listed at `NOW`. */
async function deliver(region: string, untilHoursAgo: number, accountId = ACCOUNTS.alpha): Promise<void> {
  const stamps = Array.from({ length: 14 * 24 }, (_, n) => NOW.getTime() - n * HOUR)
    .filter((time) => time <= NOW.getTime() - untilHoursAgo * HOUR)
    .map((time) =>
      new Date(time)
        .toISOString()
        .replaceAll(/[-:]|:\d\d\.000Z/g, '')
        .slice(0, 13),
    );
  await take(stamps.map((stamp) => outcomeOf(keyAt(stamp, { region, accountId }))));
  await ledger.database.ownerPool.query(
    `insert into source_folder (source_id, prefix, account_id, kind, region, listed_at) values ($1, $2, $3, 'CloudTrail', $4, $5)`,
    [ledger.prod, `AWSLogs/${accountId}/CloudTrail/${region}/`, accountId, region, NOW],
  );
}

const silent = () =>
  ledger.ask('manager', 'view', 'prod', (db, scope) =>
    listSilent(db, scope, { sourceId: ledger.prod, limit: 10 }, NOW),
  );

test('a trail that stopped is silent, the longest first; one whose objects wait or fail is not', async () => {
  await deliver('eu-west-1', 0);
  await deliver('us-east-1', 9);
  await deliver('us-west-2', 30);
  await deliver('sa-east-1', 30);
  await ledger.add({ key: 'waits', state: 'failed', region: 'sa-east-1', accountId: ACCOUNTS.alpha });
  const found = await silent();
  expect(found.total).toBe(2);
  expect(
    found.deliveries.map(({ region, freshness }) => [region, freshness.state, freshness.quietMs]),
  ).toEqual([
    ['us-west-2', 'silent', 30 * HOUR],
    ['us-east-1', 'silent', 9 * HOUR],
  ]);
});

test('pages of deliveries hold each once, with what they brought by day and the newest event there', async () => {
  for (const accountId of [ACCOUNTS.alpha, ACCOUNTS.beta])
    for (const region of ['eu-central-1', 'us-east-1']) await deliver(region, 0, accountId);
  await ledger.database.ownerPool.query(
    `insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours)
     values ($1, '2026-11-20', 3, 1, 0, 2, 0, 60, 39600, 1)`,
    [ACCOUNTS.beta],
  );
  const seen = [];
  let after: string | undefined;
  do {
    const query = { sourceId: ledger.prod, limit: 3, after };
    const page = await ledger.ask('manager', 'view', 'prod', (db, scope) =>
      listDeliveries(db, scope, query, NOW),
    );
    seen.push(...page.deliveries);
    after = page.next ?? undefined;
  } while (after);
  expect(seen.map(({ accountId, region }) => `${accountId} ${region}`)).toEqual([
    `${ACCOUNTS.alpha} eu-central-1`,
    `${ACCOUNTS.alpha} us-east-1`,
    `${ACCOUNTS.beta} eu-central-1`,
    `${ACCOUNTS.beta} us-east-1`,
  ]);
  expect(seen[2]).toMatchObject({
    prefix: `AWSLogs/${ACCOUNTS.beta}/CloudTrail/eu-central-1/`,
    objects: 14 * 24,
    lastObjectAt: NOW.toISOString(),
    lastEventAt: new Date(NOW.getTime() - HOUR).toISOString(),
    freshness: { state: 'steady', usualGapMs: HOUR },
  });
  expect(seen[2]?.perDay.slice(-3)).toEqual([24, 24, 13]);
  expect(seen[3]?.lastEventAt).toBeNull();
});

test('deliveries of a source of others are not shown', async () => {
  await deliver('us-east-1', 9);
  const asked = ledger.ask('ownerAlpha', 'account', ACCOUNTS.alpha, (db, scope) =>
    listDeliveries(db, scope, { sourceId: ledger.prod, limit: 10 }, NOW),
  );
  expect((await asked).deliveries).toEqual([]);
});
