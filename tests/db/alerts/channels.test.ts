import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { channelSettings } from '#lib/alerts/deliver/channel-model.ts';
import { replayDelivery, testChannel } from '#lib/alerts/deliver/delivery-mutations.ts';
import { removeChannel, saveChannel } from '#lib/alerts/deliver/mutations.ts';
import { deliverWaiting } from '#lib/alerts/deliver/outbox.ts';
import { setRuleChannels } from '#lib/alerts/deliver/rule-channels.ts';
import { signature } from '#lib/alerts/deliver/send-webhook.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { externalIdOf } from '#lib/sources/external-id.ts';
import { ACCOUNTS, type OpenOrganisation, openOrganisation } from '#tests/db/people/organisation.ts';
import { startReceiver } from '#tests/setup/receiver.ts';

const SECRET = 'whsec-MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const RULE = 'builtin:cis-4.3';
type Role = Parameters<OpenOrganisation['actor']>[0];

let opened: OpenOrganisation;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  [opened, receiver] = await Promise.all([openOrganisation(), startReceiver()]);
});
afterAll(() => Promise.all([receiver.stop(), opened.close()]));
beforeEach(async () => {
  receiver.received.length = 0;
  await opened.database.workerPool.query('delete from alert_channel');
});

/** One person at one place, with what they may try there. */
async function at(role: Role, kind: 'view' | 'account', id: string) {
  const { prisma } = opened;
  const actor = await opened.actor(role);
  const scope = await resolveScope(actor, kind, id, prisma);
  return {
    save: (settings: object, more: { id?: number; name?: string; secret?: string } = {}) =>
      saveChannel(prisma, actor, scope, {
        name: 'On call',
        settings: channelSettings.parse(settings),
        ...more,
      }),
    test: (channel: number) => testChannel(prisma, actor, scope, channel),
    remove: (channel: number) => removeChannel(prisma, actor, scope, channel),
    replay: (delivery: string) => replayDelivery(prisma, actor, scope, delivery),
    tell: (keys: string[], channels: number[]) => setRuleChannels(prisma, actor, scope, keys, channels),
  };
}

const owner = () => at('ownerAlpha', 'account', ACCOUNTS.alpha);
const hook = (path = '/hook') => ({ kind: 'webhook', url: `${receiver.url}${path}` });

async function stored(text: string): Promise<unknown[]> {
  const { rows } = await opened.database.ownerPool.query({ text, rowMode: 'array' });
  return rows.flat();
}

describe('who may change channels', () => {
  it.each<[Role, 'view' | 'account', string]>([
    ['ownerAlpha', 'account', ACCOUNTS.alpha],
    ['manager', 'view', 'prod'],
    ['admin', 'view', 'prod'],
  ])('%s adds, tests and removes one of the %s', async (role, kind, id) => {
    const place = await at(role, kind, id);
    const channel = await place.save(hook());
    await place.test(channel);
    await place.tell([RULE], [channel]);
    await place.remove(channel);
    expect(await stored('select count(*)::int from alert_channel where removed_at is null')).toEqual([0]);
  });

  it.each<[Role, 'view' | 'account', string]>([
    ['viewViewer', 'view', 'prod'],
    ['manager', 'account', ACCOUNTS.beta],
    ['accountViewer', 'account', ACCOUNTS.gamma],
  ])('%s of the %s may not', async (role, kind, id) => {
    const channel = await (await at('admin', kind, id)).save(hook());
    const place = await at(role, kind, id);
    for (const attempt of [
      () => place.save(hook(), { name: 'Mine' }),
      () => place.save(hook('/mine'), { id: channel }),
      () => place.test(channel),
      () => place.remove(channel),
      () => place.tell([RULE], [channel]),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('nobody reaches a channel of another place through their own', async () => {
    const channel = await (await at('admin', 'view', 'prod')).save(hook());
    const delivery = await (await at('admin', 'view', 'prod')).test(channel);
    await opened.database.workerPool.query(`update alert_delivery set state = 'failed'`);
    const other = await owner();
    for (const attempt of [
      () => other.save(hook('/mine'), { id: channel }),
      () => other.test(channel),
      () => other.remove(channel),
      () => other.tell([RULE], [channel]),
      () => other.replay(delivery),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a secret', () => {
  it('is neither read back by the web nor written into the audit log', async () => {
    const place = await owner();
    const channel = await place.save(hook(), { secret: SECRET });
    await place.test(channel);
    await expect(
      opened.database.webPool.query('select ciphertext from alert_channel_secret'),
    ).rejects.toThrow(/permission denied/);
    const [log] = await stored(`select json_agg(a)::text from audit_entry a where action like 'channel.%'`);
    expect(log).toContain('channel.create');
    expect(log).not.toContain(SECRET);
  });

  it('signs what the worker sends, and stays when the field is left empty', async () => {
    const place = await owner();
    const channel = await place.save(hook(), { secret: SECRET });
    await place.save({ ...hook(), body: 'slack' }, { id: channel, name: 'Renamed' });
    await place.test(channel);
    expect(await deliverWaiting(opened.database.workerPool)).toBe(1);
    const [got] = receiver.received;
    const header = String(got?.headers['trailkeep-signature']);
    const seconds = Number(/^t=(\d+)/.exec(header)?.[1]);
    expect(header).toBe(signature(SECRET, got?.body ?? '', seconds));
    expect(got?.body).toContain('Test of this channel');
  });

  it('is asked for again when the message goes to another place', async () => {
    const place = await owner();
    const channel = await place.save(hook(), { secret: SECRET });
    const moved = place.save({ ...hook(), url: 'https://thief.example/' }, { id: channel });
    await expect(moved).rejects.toMatchObject({ issues: [{ path: ['secret'] }] });
    const other = place.save({ kind: 'pagerduty' }, { id: channel });
    await expect(other).rejects.toMatchObject({ issues: [{ path: ['secret'] }] });
    await place.save({ ...hook(), url: 'https://ours.example/' }, { id: channel, secret: 'new' });
  });

  it('goes with its channel', async () => {
    const place = await owner();
    await place.remove(await place.save(hook(), { secret: SECRET }));
    expect(await stored('select count(*)::int from alert_channel_secret')).toEqual([0]);
  });
});

describe('settings', () => {
  it('name no private address that the deployment does not allow', async () => {
    const place = await owner();
    const before = process.env.TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS;
    process.env.TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS = '0';
    const mail = { kind: 'email', host: '10.0.0.5', from: 'a@acme.example', to: ['b@acme.example'] };
    try {
      await expect(place.save(hook())).rejects.toMatchObject({ issues: [{ path: ['settings', 'url'] }] });
      await expect(place.save(mail)).rejects.toMatchObject({ issues: [{ path: ['settings', 'host'] }] });
    } finally {
      if (before === undefined) delete process.env.TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS;
      else process.env.TRAILKEEP_ALLOW_PRIVATE_ENDPOINTS = before;
    }
  });

  it('of a topic lead a member through a role with the external ID of the place, whatever they sent', async () => {
    const place = await owner();
    const topic = { kind: 'sns', topicArn: `arn:aws:sns:eu-central-1:${ACCOUNTS.alpha}:alerts` };
    await expect(place.save(topic)).rejects.toMatchObject({ issues: [{ path: ['settings', 'roleArn'] }] });
    const roleArn = `arn:aws:iam::${ACCOUNTS.alpha}:role/alerts`;
    await place.save({ ...topic, roleArn, externalId: externalIdOf('view:prod') });
    expect(await stored(`select settings ->> 'externalId' from alert_channel`)).toEqual([
      externalIdOf(`account:${ACCOUNTS.alpha}`),
    ]);
    await (await at('admin', 'view', 'prod')).save(topic);
  });

  it('have a name that no other channel of the place has', async () => {
    const place = await owner();
    const id = await place.save(hook());
    await expect(place.save(hook(), { name: 'ON CALL' })).rejects.toBeInstanceOf(ZodError);
    await place.save(hook(), { id });
    await (await at('manager', 'view', 'prod')).save(hook());
    await place.remove(id);
    await place.save(hook());
  });
});

describe('rules', () => {
  it('tell exactly the channels that were chosen, also before they are on', async () => {
    const place = await owner();
    const first = await place.save(hook());
    const second = await place.save(hook(), { name: 'Second' });
    const told = () =>
      stored(
        'select rc.channel_id from alert_rule_channel rc join alert_rule r on r.id = rc.rule_id order by 1',
      );
    await place.tell([RULE], [first, second]);
    expect(await told()).toEqual([first, second]);
    await place.tell([RULE], [second]);
    expect(await told()).toEqual([second]);
    expect(await stored(`select mode from alert_rule where builtin_id = 'cis-4.3'`)).toContain('off');
    await place.tell([RULE], []);
    expect(await told()).toEqual([]);
    await expect(place.tell([RULE, '999999'], [first])).rejects.toMatchObject({ code: 'not-found' });
    expect(await told()).toEqual([]);
  });
});

describe('a message', () => {
  it('that was given up is sent once more when somebody says so, and one that was taken is not', async () => {
    const place = await owner();
    receiver.plan({ status: 400 });
    const delivery = await place.test(await place.save(hook()));
    expect(await deliverWaiting(opened.database.workerPool)).toBe(0);
    expect(await stored('select state from alert_delivery')).toEqual(['failed']);
    await place.replay(delivery);
    expect(await deliverWaiting(opened.database.workerPool)).toBe(1);
    await expect(place.replay(delivery)).rejects.toMatchObject({ code: 'bad-request' });
    expect(receiver.received).toHaveLength(2);
  });

  it('that waits for a channel is given up with it, and a new test takes the place of one that waits', async () => {
    const place = await owner();
    const channel = await place.save(hook());
    await place.test(channel);
    await place.test(channel);
    expect(await stored('select state from alert_delivery order by number')).toEqual(['failed', 'waiting']);
    await place.remove(channel);
    expect(await deliverWaiting(opened.database.workerPool)).toBe(0);
    expect(receiver.received).toHaveLength(0);
  });
});
