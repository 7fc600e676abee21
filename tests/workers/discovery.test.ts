import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Discovery, discoverSource } from '#lib/sources/discover.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { MemoryStore } from '#tests/setup/memory-store.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 12, 0);
const ACCOUNT = '012345678901';

let database: TestDatabase;
let store: MemoryStore;
let made = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.ownerPool.query(`insert into view (slug, name) values ('all', 'All')`);
  await database.ownerPool.query(`insert into account (id, name) values ($1, 'One')`, [ACCOUNT]);
});
beforeEach(() => {
  store = new MemoryStore();
});
afterAll(() => database.drop());

/** A key as CloudTrail writes it; its last part is random, and here in no order either. */
function keyAt(
  ms: number,
  options: { root?: string; account?: string; kind?: string; region?: string; suffix?: string } = {},
): string {
  const { root = 'AWSLogs/', account = ACCOUNT, kind = 'CloudTrail', region = 'eu-west-1' } = options;
  const [date = '', time = ''] = new Date(ms).toISOString().split('T');
  made += 1;
  const suffix = options.suffix ?? ((made * 2654435761) % 2 ** 32).toString(36).padStart(16, '0');
  const stamp = `${date.replaceAll('-', '')}T${time.slice(0, 5).replace(':', '')}Z`;
  return `${root}${account}/${kind}/${region}/${date.replaceAll('-', '/')}/${account}_${kind}_${region}_${stamp}_${suffix}.json.gz`;
}

type Settings = {
  prefix?: string;
  days?: number;
  regions?: string[];
  accounts?: string[];
  ownAccount?: boolean;
  createdAt?: number;
};

async function addSource(settings: Settings = {}): Promise<number> {
  const {
    prefix = '',
    days = 14,
    regions = [],
    accounts = [],
    ownAccount = false,
    createdAt = NOW,
  } = settings;
  const { rows } = await database.ownerPool.query<{ id: number }>(
    `insert into source (view_id, account_id, kind, bucket, prefix, collect_days, regions, account_ids, created_at)
     values ($1, $2, 's3', 'acme-logs', $3, $4, $5, $6, $7) returning id`,
    [
      ownAccount ? null : 1,
      ownAccount ? ACCOUNT : null,
      prefix,
      days,
      regions,
      accounts,
      new Date(createdAt),
    ],
  );
  return rows[0]?.id ?? 0;
}

async function discover(
  id: number,
  now = NOW,
  options: { full?: boolean; inTurns?: boolean } = {},
): Promise<Discovery> {
  const source = await getSource(database.workerPool, id);
  return discoverSource(database.workerPool, store, source, { now: new Date(now), ...options });
}

async function ledger(id: number): Promise<string[]> {
  const { rows } = await database.ownerPool.query<{ key: string }>(
    'select key from log_object where source_id = $1 order by key collate "C"',
    [id],
  );
  return rows.map(({ key }) => key);
}

test('every layout is found without configuration: several prefixes, organisation, Control Tower, four kinds', async () => {
  const keys = [
    keyAt(NOW - DAY),
    keyAt(NOW - DAY, { root: 'AWSLogs/o-acme4k7q2x/', account: '111111111111' }),
    keyAt(NOW - DAY, { root: 'logs/security/AWSLogs/', account: '222222222222' }),
    keyAt(NOW - DAY, { root: 'o-acme4k7q2x/AWSLogs/o-acme4k7q2x/', account: '333333333333' }),
    keyAt(NOW - DAY, { kind: 'CloudTrail-Insight' }),
    keyAt(NOW - DAY, { kind: 'CloudTrail-NetworkActivity', region: 'us-gov-west-1' }),
    keyAt(NOW - DAY, { kind: 'CloudTrail-Aggregated', region: 'ap-southeast-4' }),
  ].sort();
  for (const key of keys) store.put(key);
  const id = await addSource();
  expect(await discover(id)).toMatchObject({ found: 7, folders: 7, ignored: 0 });
  expect(await ledger(id)).toEqual(keys);
  const { rows } = await database.ownerPool.query(
    `select lpad(account_id::text, 12, '0') as account, region, kind, log_date::text as day, size_bytes, state
     from log_object where source_id = $1 and key = $2`,
    [id, keys.find((key) => key.includes('us-gov'))],
  );
  expect(rows).toEqual([
    {
      account: ACCOUNT,
      region: 'us-gov-west-1',
      kind: 'CloudTrail-NetworkActivity',
      day: '2026-11-20',
      size_bytes: '1000',
      state: 'pending',
    },
  ]);
  const accounts = await database.ownerPool.query(
    `select lpad(account_id::text, 12, '0') as id from source_account where source_id = $1 order by id`,
    [id],
  );
  expect(accounts.rows.map(({ id: account }) => account)).toEqual([
    ACCOUNT,
    '111111111111',
    '222222222222',
    '333333333333',
  ]);
});

test.each([
  '',
  '/',
  'logs',
  '/logs/security/',
  'logs/security/AWSLogs',
  'logs/security/AWSLogs/o-acme4k7q2x/',
  `logs/security/AWSLogs/o-acme4k7q2x/${ACCOUNT}`,
  `logs/security/AWSLogs/o-acme4k7q2x/${ACCOUNT}/CloudTrail/`,
  `logs/security/AWSLogs/o-acme4k7q2x/${ACCOUNT}/CloudTrail/eu-west-1`,
  `logs/security/AWSLogs/o-acme4k7q2x/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/`,
])('a prefix may begin anywhere in the layout: %j', async (prefix) => {
  const key = keyAt(NOW - DAY, { root: 'logs/security/AWSLogs/o-acme4k7q2x/' });
  store.put(key);
  store.put(keyAt(NOW - DAY, { root: 'logs-of-others/AWSLogs/' }));
  const id = await addSource({ prefix });
  await discover(id);
  expect(await ledger(id)).toContain(key);
  expect((await ledger(id)).length).toBe(prefix === '' || prefix === '/' ? 2 : 1);
  store.put(keyAt(NOW, { root: 'logs/security/AWSLogs/o-acme4k7q2x/' }));
  expect((await discover(id, NOW + MINUTE)).found).toBe(1);
});

test("digests and other writers' objects are counted as ignored, and not listed in bulk", async () => {
  store.put(keyAt(NOW - DAY));
  for (let n = 0; n < 40_000; n++) store.put(keyAt(NOW - n * MINUTE, { kind: 'CloudTrail-Digest' }));
  store.put(`AWSLogs/${ACCOUNT}/Config/eu-west-1/2026/11/20/ConfigHistory/x.json.gz`);
  store.put('access-logs/2026-11-20-01-02-03-ABCDEF');
  store.put('readme.txt');
  store.put(`AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/20/notes.txt`);
  const id = await addSource();
  const first = await discover(id);
  expect(first).toMatchObject({ found: 1, ignored: 2000 + 1 + 1 + 1 + 1 });
  expect(first.listedRequests).toBeLessThan(15);
  const second = await discover(id, NOW + 5 * MINUTE);
  expect(second).toMatchObject({ found: 0, ignored: first.ignored });
  expect(await discover(id, NOW + 10 * MINUTE, { full: true })).toMatchObject({
    found: 0,
    ignored: first.ignored,
  });
});

test('only the regions and accounts asked for are taken, and more of them when the settings change', async () => {
  store.put(keyAt(NOW - DAY));
  store.put(keyAt(NOW - DAY, { region: 'us-east-1' }));
  store.put(keyAt(NOW - DAY, { account: '222222222222' }));
  const id = await addSource({ regions: ['eu-west-1'], accounts: [ACCOUNT] });
  expect((await discover(id)).found).toBe(1);
  await database.ownerPool.query(
    `update source set regions = '{}', account_ids = '{}', surveyed_at = null where id = $1`,
    [id],
  );
  expect((await discover(id, NOW + MINUTE)).found).toBe(2);
  await database.ownerPool.query(`update source set regions = '{us-east-1}' where id = $1`, [id]);
  store.put(keyAt(NOW));
  store.put(keyAt(NOW, { region: 'us-east-1' }));
  expect((await discover(id, NOW + 2 * MINUTE)).found).toBe(1);
});

test("an account's own source takes that account's folders and no others, whatever the bucket holds", async () => {
  store.put(keyAt(NOW - DAY));
  store.put(keyAt(NOW - DAY, { account: '999999999999' }));
  const id = await addSource({ ownAccount: true });
  expect((await discover(id)).found).toBe(1);
  expect((await ledger(id))[0]).toContain(ACCOUNT);
});

test('days to collect: objects of the days asked for, not those before; more of them when more are asked for', async () => {
  for (let day = 0; day < 60; day++) store.put(keyAt(NOW - day * DAY));
  const id = await addSource({ days: 14 });
  expect((await discover(id)).found).toBe(15);
  expect((await discover(id, NOW + 2 * DAY)).found).toBe(0);
  await database.ownerPool.query('update source set collect_days = 40 where id = $1', [id]);
  expect((await discover(id, NOW)).found).toBe(26);
  expect((await discover(id, NOW, { full: true })).found).toBe(0);
});

test('an object of the same minute with a smaller name, delivered later, is not missed', async () => {
  store.put(keyAt(NOW, { suffix: 'zzzzzzzzzzzzzzzz' }));
  const id = await addSource();
  await discover(id);
  store.put(keyAt(NOW, { suffix: 'AAAAAAAAAAAAAAAA' }));
  store.put(keyAt(NOW - 59 * MINUTE));
  expect((await discover(id, NOW + 5 * MINUTE)).found).toBe(2);
});

test('an object that arrives weeks late is found within a day, and at once when everything is listed', async () => {
  store.put(keyAt(NOW - 13 * DAY));
  store.put(keyAt(NOW));
  // Older than the days asked for, and there before the source was: not wanted.
  store.put(keyAt(NOW - 20 * DAY), NOW - 20 * DAY);
  const id = await addSource({ days: 14 });
  await discover(id);
  store.put(keyAt(NOW - 10 * DAY), NOW + MINUTE);
  store.put(keyAt(NOW - 25 * DAY), NOW + MINUTE);
  expect((await discover(id, NOW + 5 * MINUTE)).found).toBe(0);
  expect((await discover(id, NOW + DAY)).found).toBe(2);
  store.put(keyAt(NOW - 9 * DAY), NOW + DAY);
  expect((await discover(id, NOW + DAY + MINUTE, { full: true })).found).toBe(1);
});

test('a name from the future does not hide what comes until then', async () => {
  store.put(keyAt(NOW + 4000 * DAY));
  store.put(keyAt(NOW));
  const id = await addSource();
  await discover(id);
  store.put(keyAt(NOW + 3 * MINUTE));
  expect((await discover(id, NOW + 5 * MINUTE)).found).toBe(1);
});

test('new accounts, regions and kinds are found in the next round; new AWSLogs folders within a day', async () => {
  store.put(keyAt(NOW));
  const id = await addSource();
  await discover(id);
  store.put(keyAt(NOW, { region: 'sa-east-1' }));
  store.put(keyAt(NOW, { account: '444444444444' }));
  store.put(keyAt(NOW, { kind: 'CloudTrail-Insight' }));
  expect((await discover(id, NOW + 5 * MINUTE)).found).toBe(3);
  store.put(keyAt(NOW, { root: 'team-b/AWSLogs/' }));
  expect((await discover(id, NOW + 10 * MINUTE)).found).toBe(0);
  expect((await discover(id, NOW + DAY)).found).toBe(1);
});

test('a source of 300,000 objects is listed once; a round with little new costs one request a folder', async () => {
  const folders = ['eu-west-1', 'us-east-1', 'us-west-2'];
  for (const region of folders) {
    for (let n = 0; n < 100_000; n++)
      store.put(keyAt(NOW - Math.floor((n * 14 * DAY) / 100_000), { region }));
  }
  const id = await addSource();
  const first = await discover(id);
  expect(first.found).toBe(300_000);
  expect(first.listedRequests).toBeLessThan(300 * 1.4);
  store.put(keyAt(NOW + MINUTE));
  const second = await discover(id, NOW + 5 * MINUTE);
  // Three levels of folders from AWSLogs down, then each folder's last hour.
  expect(second).toMatchObject({ found: 1, listedRequests: 3 + folders.length });
  expect(await discover(id, NOW + 10 * MINUTE)).toMatchObject({
    found: 0,
    listedRequests: 3 + folders.length,
  });
});

test('in turns a round asks for busy folders, and for a third of the quiet ones; three rounds miss nothing', async () => {
  const quiet = ['ap-south-1', 'eu-north-1', 'sa-east-1', 'us-east-2', 'us-west-1', 'us-west-2'];
  for (const region of quiet) store.put(keyAt(NOW - 5 * 60 * MINUTE, { region }));
  store.put(keyAt(NOW - MINUTE));
  const id = await addSource();
  await discover(id);
  for (const region of quiet) store.put(keyAt(NOW, { region, suffix: 'late' }));
  store.put(keyAt(NOW, { region: 'me-south-1' }));
  store.put(keyAt(NOW + MINUTE));
  const rounds = [];
  for (let round = 1; round <= 3; round++)
    rounds.push(await discover(id, NOW + round * 5 * MINUTE, { inTurns: true }));
  expect(rounds.reduce((found, round) => found + round.found, 0)).toBe(quiet.length + 2);
  // The accounts' level, and the busy folder; the account's own levels and all quiet folders once in the three rounds.
  const requests = rounds.reduce((sum, round) => sum + round.listedRequests, 0);
  expect(requests).toBeLessThan(3 * (3 + quiet.length + 1));
  expect(await discover(id, NOW + 20 * MINUTE)).toMatchObject({ found: 0 });
});

test('with 40 accounts in 17 regions, a fifth of them busy, a round of turns takes half of the requests', async () => {
  const regions = Array.from({ length: 17 }, (_, n) => `eu-test-${n}`);
  const accounts = Array.from({ length: 40 }, (_, n) => String(100000000000 + n));
  for (const [a, account] of accounts.entries())
    for (const [r, region] of regions.entries()) {
      const busy = (a * regions.length + r) % 5 === 0;
      store.put(keyAt(NOW - (busy ? MINUTE : 10 * 60 * MINUTE), { account, region }));
    }
  const id = await addSource();
  await discover(id);
  const whole = await discover(id, NOW + 5 * MINUTE);
  const rounds = [];
  for (let round = 2; round <= 4; round++)
    rounds.push(await discover(id, NOW + round * 5 * MINUTE, { inTurns: true }));
  const average = rounds.reduce((sum, round) => sum + round.listedRequests, 0) / rounds.length;
  expect(average).toBeLessThan(whole.listedRequests * 0.5);
});

test('a busy folder is entered newest day first, and a listing that was cut off goes on where it was', async () => {
  for (let n = 0; n < 20_000; n++) store.put(keyAt(NOW - Math.floor((n * 14 * DAY) / 20_000)));
  const id = await addSource();
  const list = store.list.bind(store);
  let left = 12;
  store.list = (request) => (left-- > 0 ? list(request) : Promise.reject(new Error('cut off')));
  await expect(discover(id)).rejects.toThrow('cut off');
  const half = await ledger(id);
  expect(half.length).toBeGreaterThan(1000);
  expect(half.length).toBeLessThan(20_000);
  expect(half.at(-1)).toContain('/2026/11/21/');
  expect(half[0]).not.toContain('/2026/11/07/');
  store.list = list;
  store.requests.length = 0;
  expect((await discover(id, NOW + MINUTE)).found).toBe(20_000 - half.length);
  expect(store.requests.length).toBeLessThan(60);
});

test('logs of a short time long ago are found without asking for any page twice, however many years are asked for', async () => {
  const end = NOW - 300 * DAY;
  for (let n = 0; n < 5_000; n++) store.put(keyAt(end - Math.floor((n * 14 * DAY) / 5_000)));
  const id = await addSource({ days: 3_650 });
  const handedOut = new Map<string, number>();
  const list = store.list.bind(store);
  store.list = async (request) => {
    const page = await list(request);
    for (const { key } of page.objects) handedOut.set(key, (handedOut.get(key) ?? 0) + 1);
    return page;
  };
  expect((await discover(id)).found).toBe(5_000);
  expect(store.requests.length).toBeLessThan(25);
  const pages = [...handedOut.values()].reduce((sum, times) => sum + times, 0) / 1_000;
  expect(pages).toBeLessThan(10);
});

test('one process lists a source at a time; another is told so at once', async () => {
  for (let day = 0; day < 10; day++) store.put(keyAt(NOW - day * DAY));
  const id = await addSource();
  const both = await Promise.all([discover(id), discover(id)]);
  expect(both.map(({ busy }) => busy).sort()).toEqual([false, true]);
  expect(both.map(({ found }) => found).sort()).toEqual([0, 10]);
  expect(await discover(id, NOW + MINUTE)).toMatchObject({ busy: false, found: 0 });
});

test('a failure of the store is thrown, and the next round takes everything', async () => {
  store.put(keyAt(NOW));
  const id = await addSource();
  const list = store.list.bind(store);
  store.list = () => Promise.reject(new Error('no'));
  await expect(discover(id)).rejects.toThrow('no');
  store.list = list;
  expect(await discover(id)).toMatchObject({ busy: false, found: 1 });
});
