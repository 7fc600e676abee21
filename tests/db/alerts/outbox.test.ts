import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { definitionOf } from '#lib/alerts/definition.ts';
import { DeliveryError } from '#lib/alerts/deliver/delivery-error.ts';
import { enqueueFindings } from '#lib/alerts/deliver/enqueue.ts';
import { listDeliveries } from '#lib/alerts/deliver/list-deliveries.ts';
import { deliverWaiting, type Sender } from '#lib/alerts/deliver/outbox.ts';
import { storeSealed } from '#lib/alerts/deliver/store-sealed.ts';
import { inTransaction } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { startReceiver } from '#tests/setup/receiver.ts';

const ACCOUNT = '222222222222';
const GROUP = '00000000-0000-4000-8000-00000000000a';
const OTHER_GROUP = '00000000-0000-4000-8000-00000000000b';

let database: TestDatabase;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let prisma: PrismaClient;
let ruleId = 0;

beforeAll(async () => {
  [database, receiver] = await Promise.all([createTestDatabase(), startReceiver()]);
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  prisma = createPrisma(database.workerPool);
  await database.ownerPool.query(`insert into account (id, name) values (${ACCOUNT}, 'prod-web')`);
});
afterAll(async () => {
  await Promise.all([receiver.stop(), database.drop()]);
});
beforeEach(async () => {
  receiver.received.length = 0;
  const { workerPool } = database;
  await workerPool.query('delete from alert_rule');
  await workerPool.query('delete from alert_channel');
  const { rows } = await workerPool.query<{ id: number }>(
    `insert into alert_rule (account_id, builtin_id, mode) values (${ACCOUNT}, 'cis-4.3', 'live') returning id`,
  );
  ruleId = rows[0]?.id ?? 0;
});

async function addChannel(name: string, path = '/hook'): Promise<number> {
  const settings = { kind: 'webhook', host: new URL(receiver.url).host, body: 'trailkeep' };
  const { rows } = await database.workerPool.query<{ id: number }>(
    `with made as (insert into alert_channel (account_id, name, settings) values (${ACCOUNT}, $1, $2) returning id)
     insert into alert_rule_channel (rule_id, channel_id) select $3, id from made returning channel_id as id`,
    [name, settings, ruleId],
  );
  const id = rows[0]?.id ?? 0;
  await prisma.$transaction((tx) => storeSealed(tx, id, { secret: null, address: `${receiver.url}${path}` }));
  return id;
}

async function removeChannel(id: number): Promise<void> {
  await database.workerPool.query('update alert_channel set removed_at = now() where id = $1', [id]);
  await database.workerPool.query('delete from alert_rule_channel where channel_id = $1', [id]);
}

async function addFinding(
  change: { group?: string; silent?: boolean; historic?: boolean; at?: string } = {},
): Promise<string> {
  const { group = GROUP, silent = false, historic = false, at = '2026-11-20T10:00:00Z' } = change;
  const { rows } = await database.workerPool.query<{ id: string }>(
    `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent)
     values ($1, 1, ${ACCOUNT}, $2, '["root"]', 'high', $3, $3, 1, $4, $5) returning id`,
    [ruleId, group, at, historic, silent],
  );
  return rows[0]?.id ?? '';
}

const enqueue = (...ids: string[]) => inTransaction(database.workerPool, (db) => enqueueFindings(db, ids));

async function deliveries(): Promise<
  { finding: string; state: string; attempts: number; error: string | null }[]
> {
  const { rows } = await database.workerPool.query(
    `select finding_id as finding, state, attempts, last_error as error from alert_delivery order by number`,
  );
  return rows;
}

/** As if the time of the next try had come, or that of a worker which died. */
async function later(): Promise<void> {
  await database.workerPool.query(
    `update alert_delivery set next_attempt_at = now() - interval '1 second', taken_until = null where state = 'waiting'`,
  );
}

/** A worker that has taken what waits; its try fails once it is said so. */
async function workerAtWork(): Promise<{ fail: () => Promise<number> }> {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const sent = deliverWaiting(database.workerPool, async () => {
    begun.resolve();
    await end.promise;
    throw new DeliveryError('HTTP 500');
  });
  await begun.promise;
  return {
    fail: () => {
      end.resolve();
      return sent;
    },
  };
}

const told = () => receiver.received.map(({ body }) => JSON.parse(body).finding.id);

describe('a finding', () => {
  it('is told once on each channel of its rule, whoever asks how often', async () => {
    await addChannel('first');
    await addChannel('second');
    const id = await addFinding();
    await enqueue(id);
    await enqueue(id);
    expect(await deliverWaiting(database.workerPool)).toBe(2);
    expect(told()).toEqual([id, id]);
    expect(await deliverWaiting(database.workerPool)).toBe(0);
  });

  it('says who, where and what to do', async () => {
    await addChannel('first');
    const id = await addFinding();
    await enqueue(id);
    await deliverWaiting(database.workerPool);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      event: 'finding.opened',
      finding: {
        id,
        accountId: ACCOUNT,
        accountName: 'prod-web',
        severity: 'high',
        events: 1,
        firstAt: '2026-11-20T10:00:00.000Z',
        url: expect.stringMatching(new RegExp(`/account/${ACCOUNT}/alerts\\?finding=${id}$`)),
      },
    });
  });

  it('stands among the messages of its channel, with its rule’s name from the first try on', async () => {
    const channel = await addChannel('first');
    const findingId = await addFinding();
    await enqueue(findingId);
    const listed = () => listDeliveries(prisma, channel, { limit: 10 });
    expect((await listed()).deliveries).toMatchObject([{ findingId, rule: null, state: 'waiting' }]);
    await deliverWaiting(database.workerPool);
    const rule = definitionOf({ builtinId: 'cis-4.3', definition: null }).name;
    expect((await listed()).deliveries).toMatchObject([{ findingId, rule, state: 'sent', error: null }]);
  });

  it.each([{ silent: true }, { historic: true }])('is kept and not told when it is %j', async (how) => {
    await addChannel('first');
    await enqueue(await addFinding(how));
    expect(await deliveries()).toEqual([]);
  });

  it('whose transaction is taken back is not told', async () => {
    await addChannel('first');
    const id = await addFinding();
    const taken = inTransaction(database.workerPool, async (db) => {
      await enqueueFindings(db, [id]);
      throw new Error('taken back');
    });
    await expect(taken).rejects.toThrow('taken back');
    expect(await deliveries()).toEqual([]);
  });
});

describe('the outbox', () => {
  it('tries again after every passing failure, under one key', async () => {
    await addChannel('first');
    const id = await addFinding();
    await enqueue(id);
    receiver.plan({ status: 500 }, { status: 429, headers: { 'retry-after': '5' } }, 'hang up');
    for (const attempts of [1, 2, 3]) {
      expect(await deliverWaiting(database.workerPool)).toBe(0);
      expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts, error: expect.any(String) }]);
      await later();
    }
    expect(await deliverWaiting(database.workerPool)).toBe(1);
    expect(await deliveries()).toMatchObject([{ finding: id, state: 'sent', attempts: 4, error: null }]);
    expect(new Set(receiver.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  it('does not try before the time has come', async () => {
    await addChannel('first');
    await enqueue(await addFinding());
    receiver.plan({ status: 503 });
    await deliverWaiting(database.workerPool);
    await deliverWaiting(database.workerPool);
    expect(receiver.received).toHaveLength(1);
  });

  it('keeps the order of a group, and holds no other group up', async () => {
    await addChannel('first');
    const first = await addFinding({ at: '2026-11-20T10:00:00Z' });
    const second = await addFinding({ at: '2026-11-20T12:00:00Z' });
    const other = await addFinding({ group: OTHER_GROUP });
    await enqueue(first, second, other);
    const tried: string[] = [];
    const failsOnce: Sender = async (_settings, _secret, { finding }) => {
      tried.push(finding.id);
      if (tried.filter((id) => id === first).length === 1 && finding.id === first)
        throw new DeliveryError('HTTP 500');
    };
    await deliverWaiting(database.workerPool, failsOnce);
    expect(tried.toSorted()).toEqual([first, other].toSorted());
    await later();
    await deliverWaiting(database.workerPool, failsOnce);
    expect(tried.slice(2)).toEqual([first, second]);
  });

  it('gives up what its receiver refuses, says why, and goes on with the next of the group', async () => {
    await addChannel('first');
    const [refused, next] = [await addFinding(), await addFinding({ at: '2026-11-20T12:00:00Z' })];
    await enqueue(refused, next);
    receiver.plan({ status: 404, body: 'no such hook' });
    await deliverWaiting(database.workerPool);
    expect(await deliveries()).toMatchObject([
      { finding: refused, state: 'failed', error: 'HTTP 404: no such hook' },
      { finding: next, state: 'sent' },
    ]);
  });

  it.each(['before', 'after'])(
    'sends what a worker took that died %s sending it, under the same key',
    async (when) => {
      await addChannel('first');
      const id = await addFinding();
      await enqueue(id);
      const keys: string[] = [];
      const dies: Sender = (_settings, _secret, message) => {
        if (when === 'after') keys.push(message.deliveryId);
        return new Promise(() => undefined);
      };
      void deliverWaiting(database.workerPool, dies);
      await expect.poll(async () => (await deliveries())[0]?.attempts).toBe(1);
      expect(await deliverWaiting(database.workerPool)).toBe(0);
      await later();
      expect(await deliverWaiting(database.workerPool)).toBe(1);
      expect(told()).toEqual([id]);
      keys.push(String(receiver.received[0]?.headers['idempotency-key']));
      expect(new Set(keys).size).toBe(1);
    },
  );

  it('leaves alone what another worker sent while the try of the first went on', async () => {
    await addChannel('first');
    await enqueue(await addFinding());
    const slow = await workerAtWork();
    await later();
    expect(await deliverWaiting(database.workerPool)).toBe(1);
    await slow.fail();
    expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 2, error: null }]);
  });

  it('leaves alone what another worker is sending when the try of the first fails', async () => {
    await addChannel('first');
    await enqueue(await addFinding());
    const slow = await workerAtWork();
    await later();
    const second = await workerAtWork();
    await slow.fail();
    expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 2, error: null }]);
    await second.fail();
    expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 2, error: 'HTTP 500' }]);
  });

  it('gives up what waits for a channel that is removed, and says why, also where a try is under way', async () => {
    const channel = await addChannel('first');
    await enqueue(await addFinding(), await addFinding({ at: '2026-11-20T12:00:00Z' }));
    const slow = await workerAtWork();
    await removeChannel(channel);
    await slow.fail();
    await later();
    expect(await deliverWaiting(database.workerPool)).toBe(0);
    expect(await deliveries()).toMatchObject([
      { state: 'failed', attempts: 1, error: 'The channel was removed' },
      { state: 'failed', attempts: 0, error: 'The channel was removed' },
    ]);
    expect(told()).toEqual([]);
  });

  it('never sends what a transaction put there that began before the channel was removed', async () => {
    const channel = await addChannel('first');
    const id = await addFinding();
    await inTransaction(database.workerPool, async (db) => {
      await enqueueFindings(db, [id]);
      await removeChannel(channel);
    });
    expect(await deliverWaiting(database.workerPool)).toBe(0);
    expect(await deliveries()).toMatchObject([{ state: 'failed', error: 'The channel was removed' }]);
    expect(told()).toEqual([]);
  });

  it('is shared by workers without anything being sent twice', async () => {
    await addChannel('first');
    const ids: string[] = [];
    for (let n = 0; n < 40; n++)
      ids.push(
        await addFinding({ group: `00000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}` }),
      );
    await enqueue(...ids);
    const sent = await Promise.all([1, 2, 3].map(() => deliverWaiting(database.workerPool)));
    expect(sent.reduce((sum, count) => sum + count)).toBe(40);
    expect(told().sort()).toEqual([...ids].sort());
  });
});
