import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { channelSettings } from '#lib/alerts/deliver/channel-model.ts';
import { replayDelivery, testChannel } from '#lib/alerts/deliver/delivery-mutations.ts';
import { addChannel, changeChannel, removeChannel } from '#lib/alerts/deliver/mutations.ts';
import { deliverWaiting } from '#lib/alerts/deliver/outbox.ts';
import { setRuleChannels } from '#lib/alerts/deliver/rule-channels.ts';
import { sealStoredAddresses } from '#lib/alerts/deliver/seal-stored-addresses.ts';
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
  await opened.database.ownerPool.query('delete from sign_in_throttle');
});

/** One person at one place, with what they may try there. */
async function at(role: Role, kind: 'view' | 'account', id: string) {
  const { prisma } = opened;
  const actor = await opened.actor(role);
  const scope = await resolveScope(actor, kind, id, prisma);
  return {
    save: (settings: object, more: { name?: string; secret?: string | null } = {}) =>
      addChannel(prisma, actor, scope, {
        name: 'On call',
        settings: channelSettings.parse(settings),
        ...more,
      }),
    change: (channel: number, change: { name?: string; secret?: string | null; settings?: object }) =>
      changeChannel(prisma, actor, scope, channel, {
        ...change,
        settings: change.settings && channelSettings.parse(change.settings),
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
      () => place.change(channel, { name: 'Mine' }),
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
      () => other.change(channel, { name: 'Mine' }),
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
    await place.change(channel, { name: 'Renamed', settings: { kind: 'webhook', body: 'slack' } });
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
    const moved = place.change(channel, { settings: hook('/other') });
    await expect(moved).rejects.toMatchObject({ issues: [{ path: ['secret'] }] });
    const other = place.change(channel, { settings: { kind: 'pagerduty' } });
    await expect(other).rejects.toMatchObject({ issues: [{ path: ['secret'] }] });
    await place.change(channel, { settings: hook('/other'), secret: 'new' });
  });

  it('of a webhook is taken away by null: what is sent then bears no signature; PagerDuty is not left without its key', async () => {
    const place = await owner();
    const channel = await place.save(hook(), { secret: SECRET });
    await place.change(channel, { secret: null });
    expect(await stored('select count(*)::int from alert_channel_secret')).toEqual([0]);
    await place.test(channel);
    expect(await deliverWaiting(opened.database.workerPool)).toBe(1);
    expect(receiver.received[0]?.headers).not.toHaveProperty('trailkeep-signature');
    const pager = await place.save({ kind: 'pagerduty' }, { name: 'Pager', secret: 'key' });
    await expect(place.change(pager, { secret: null })).rejects.toMatchObject({
      issues: [{ path: ['secret'] }],
    });
  });

  it('goes with its channel', async () => {
    const place = await owner();
    await place.remove(await place.save(hook(), { secret: SECRET }));
    expect(await stored('select count(*)::int from alert_channel_secret')).toEqual([0]);
    expect(await stored('select count(*)::int from alert_channel_address')).toEqual([0]);
  });
});

describe('the address of a channel', () => {
  const SLACK = '/services/T024BE7LD/B0123456789/wJkPq7sV3mZr8Nd2Yx5LcTgH';

  it('is stored sealed: tables and the audit log know its host alone, and the web cannot read it', async () => {
    const place = await owner();
    const channel = await place.save({ ...hook(SLACK), body: 'slack' });
    await place.change(channel, { name: 'Renamed' });
    await place.test(channel);
    const told = await stored(
      `select concat((select json_agg(c) from alert_channel c), (select json_agg(d) from alert_delivery d), (select json_agg(a) from audit_entry a))`,
    );
    expect(told[0]).toContain(new URL(receiver.url).host);
    expect(told[0]).not.toContain('wJkPq7sV3mZr8Nd2Yx5LcTgH');
    await expect(
      opened.database.webPool.query('select ciphertext from alert_channel_address'),
    ).rejects.toThrow(/permission denied/);
    expect(await deliverWaiting(opened.database.workerPool)).toBe(1);
    expect(receiver.received[0]?.path).toBe(SLACK);
  });

  it('is not told by what a receiver says back', async () => {
    const place = await owner();
    receiver.plan({ status: 404, body: `Cannot POST ${SLACK}: wJkPq7sV3mZr8Nd2Yx5LcTgH is unknown` });
    await place.test(await place.save(hook(SLACK)));
    await deliverWaiting(opened.database.workerPool);
    expect(await stored('select last_error from alert_delivery')).toEqual([
      'HTTP 404: Cannot POST …: … is unknown',
    ]);
  });

  it('must be typed for a new channel, and when a channel becomes a webhook', async () => {
    const place = await owner();
    const without = { issues: [{ path: ['settings', 'url'] }] };
    await expect(place.save({ kind: 'webhook' })).rejects.toMatchObject(without);
    const pager = await place.save({ kind: 'pagerduty' }, { secret: 'key' });
    await expect(place.change(pager, { settings: { kind: 'webhook' } })).rejects.toMatchObject(without);
    await place.change(pager, { settings: hook() });
  });

  it('of PagerDuty is its own unless another is typed, and is sealed either way', async () => {
    const place = await owner();
    const pager = await place.save({ kind: 'pagerduty' }, { secret: 'key' });
    const settings = 'select settings from alert_channel';
    expect(await stored(settings)).toEqual([{ kind: 'pagerduty', host: 'events.pagerduty.com' }]);
    await place.change(pager, {
      settings: { kind: 'pagerduty', url: `${receiver.url}/v2/wJkPq7sV3mZr8Nd2` },
      secret: 'key',
    });
    await place.change(pager, { name: 'Renamed', settings: { kind: 'pagerduty' } });
    expect(await stored(settings)).toEqual([{ kind: 'pagerduty', host: new URL(receiver.url).host }]);
    await place.test(pager);
    expect(await deliverWaiting(opened.database.workerPool)).toBe(1);
    expect(receiver.received[0]?.path).toBe('/v2/wJkPq7sV3mZr8Nd2');
  });

  it.each([
    ['webhook', { body: 'slack' }],
    ['pagerduty', {}],
  ])(
    'that was stored in the open before is sealed at the next start, and still reached: %s',
    async (kind, more) => {
      const { ownerPool, workerPool } = opened.database;
      const place = await owner();
      const channel = await place.save({ ...hook('/old'), kind }, { secret: SECRET });
      const settings = { kind, url: `${receiver.url}/old`, ...more };
      await ownerPool.query('delete from alert_channel_address');
      await ownerPool.query('update alert_channel set settings = $1', [settings]);
      await sealStoredAddresses(ownerPool);
      await sealStoredAddresses(ownerPool);
      expect(await stored('select settings from alert_channel')).toEqual([
        { kind, host: new URL(receiver.url).host, ...more },
      ]);
      await place.test(channel);
      expect(await deliverWaiting(workerPool)).toBe(1);
      expect(receiver.received[0]?.path).toBe('/old');
    },
  );
});

describe('tests of a channel', () => {
  it('are sent five times in ten minutes and then refused with how long to wait', async () => {
    const place = await owner();
    const channel = await place.save(hook());
    for (let n = 0; n < 5; n++) await place.test(channel);
    await expect(place.test(channel)).rejects.toMatchObject({
      code: 'too-many-requests',
      message: 'Too many tests of this channel.',
      hint: 'Try again in 10 minutes.',
    });
    expect(await stored('select count(*)::int from alert_delivery')).toEqual([5]);
  });

  it('are refused to a person who has sent twenty, whatever the channel', async () => {
    const place = await owner();
    for (let n = 0; n < 4; n++) {
      const channel = await place.save(hook(), { name: `Channel ${n}` });
      for (let times = 0; times < 5; times++) await place.test(channel);
    }
    const another = await place.save(hook(), { name: 'Another' });
    await expect(place.test(another)).rejects.toMatchObject({ message: 'Too many tests of channels.' });
    const admin = await at('admin', 'account', ACCOUNTS.alpha);
    await admin.test(another);
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
    await place.change(id, { settings: hook() });
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
    expect(await stored('select state, last_error from alert_delivery order by number')).toEqual([
      ...['failed', null],
      ...['failed', 'The channel was removed'],
    ]);
  });
});
