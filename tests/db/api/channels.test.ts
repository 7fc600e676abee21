import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { deliverWaiting } from '#lib/alerts/deliver/outbox.ts';
import { startReceiver } from '#tests/setup/receiver.ts';
import { POST as replay } from '../../../app/api/v1/alerts/channels/[channelId]/deliveries/[deliveryId]/replay/route.ts';
import { GET as deliveries } from '../../../app/api/v1/alerts/channels/[channelId]/deliveries/route.ts';
import { DELETE, GET, PATCH } from '../../../app/api/v1/alerts/channels/[channelId]/route.ts';
import { POST as sendTest } from '../../../app/api/v1/alerts/channels/[channelId]/test/route.ts';
import { POST as add, GET as list } from '../../../app/api/v1/alerts/channels/route.ts';
import { channelAnswer, channelsAnswer, deliveriesAnswer } from '../../../app/api/v1/answers-channels.ts';
import { ACCOUNTS, type ApiPortal, openApiPortal, type Person } from './portal.ts';

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));

const ALPHA = `scope=account:${ACCOUNTS.alpha}`;
const BETA = `scope=account:${ACCOUNTS.beta}`;
const KEY = 'wJkPq7sV3mZr8Nd2Yx5LcTgH';

let portal: ApiPortal;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  process.env.TRAILKEEP_SECRET_KEY = inject('database').secretKey;
  [portal, receiver] = await Promise.all([openApiPortal(), startReceiver()]);
  Object.assign(globalThis, { trailkeepWebPool: portal.database.webPool });
});
afterAll(() => Promise.all([receiver.stop(), portal.close()]));

type Handler = (request: Request, route: { params: Promise<never> }) => Promise<Response>;

async function ask(handler: unknown, person: Person, query: string, params: object = {}, body?: object) {
  request.headers = new Headers({ authorization: `Bearer ${portal.tokens[person]}` });
  const method = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const asked = new Request(`http://portal/api?${query}`, {
    ...method,
    headers: { 'content-type': 'application/json' },
  });
  const answer = await (handler as Handler)(asked, { params: Promise.resolve(params) as Promise<never> });
  const text = await answer.text();
  const retryAfter = Number(answer.headers.get('retry-after'));
  return { status: answer.status, text, body: text ? JSON.parse(text) : null, retryAfter };
}

let named = 0;
const hook = (more: object = {}) => ({
  name: `Hook ${named++}`,
  settings: { kind: 'webhook', url: `${receiver.url}/hooks/${KEY}`, body: 'slack' },
  secret: 'signing-secret-of-the-hook',
  ...more,
});

async function added(): Promise<{ channelId: string }> {
  const { status, body } = await ask(add, 'owner-alpha', ALPHA, {}, hook());
  expect(status).toBe(201);
  return { channelId: String(channelAnswer.parse(body).id) };
}

test('a channel is added, listed, changed and removed, and no answer has its secret or address', async () => {
  const channel = await added();
  const changed = await ask(PATCH, 'owner-alpha', ALPHA, channel, {
    settings: { kind: 'webhook', body: 'trailkeep' },
  });
  expect(changed.body).toMatchObject({
    hasSecret: true,
    settings: { kind: 'webhook', host: new URL(receiver.url).host, body: 'trailkeep' },
  });
  const listed = await ask(list, 'owner-alpha', ALPHA);
  expect(channelsAnswer.parse(listed.body).channels.map(({ id }) => String(id))).toContain(channel.channelId);
  const one = await ask(GET, 'owner-alpha', ALPHA, channel);
  expect(one.body).toEqual(changed.body);
  for (const { text } of [changed, listed, one])
    expect(text).not.toMatch(new RegExp(`${KEY}|signing-secret`));
  expect((await ask(DELETE, 'owner-alpha', ALPHA, channel)).status).toBe(204);
  expect((await ask(GET, 'owner-alpha', ALPHA, channel)).status).toBe(404);
});

test('a wrong field is named, whether the schema or what is stored says so', async () => {
  const wrong = await ask(add, 'owner-alpha', ALPHA, {}, hook({ name: ' ' }));
  expect(wrong).toMatchObject({
    status: 400,
    body: { error: { message: "The request's body is wrong: name: Name the channel." } },
  });
  const { channelId } = await added();
  const { body } = await ask(GET, 'owner-alpha', ALPHA, { channelId });
  const twice = await ask(add, 'owner-alpha', ALPHA, {}, hook({ name: body.name }));
  expect(twice.body.error.message).toBe(
    "The request's body is wrong: name: There is a channel of this name already.",
  );
  const nothing = await ask(PATCH, 'owner-alpha', ALPHA, { channelId }, {});
  expect(nothing.status).toBe(400);
});

test('a test is sent, stands among the deliveries, and is sent again once it was given up', async () => {
  const channel = await added();
  receiver.plan({ status: 410 });
  const sent = await ask(sendTest, 'owner-alpha', ALPHA, channel, {});
  expect(sent.status).toBe(202);
  const deliveryId: string = sent.body.delivery;
  expect(await deliverWaiting(portal.database.workerPool)).toBe(0);
  const state = async () =>
    deliveriesAnswer.parse((await ask(deliveries, 'owner-alpha', ALPHA, channel)).body).deliveries;
  expect(await state()).toMatchObject([
    { id: deliveryId, findingId: null, state: 'failed', error: 'HTTP 410' },
  ]);
  expect((await ask(replay, 'owner-alpha', ALPHA, { ...channel, deliveryId }, {})).status).toBe(202);
  expect(await deliverWaiting(portal.database.workerPool)).toBe(1);
  expect(await state()).toMatchObject([{ id: deliveryId, state: 'sent' }]);
  const other = await added();
  expect((await ask(replay, 'owner-alpha', ALPHA, { ...other, deliveryId }, {})).status).toBe(404);
});

test('deliveries are turned page by page, the newest first', async () => {
  const channel = await added();
  for (let n = 0; n < 3; n++) await ask(sendTest, 'owner-alpha', ALPHA, channel, {});
  const all = deliveriesAnswer.parse((await ask(deliveries, 'owner-alpha', ALPHA, channel)).body);
  const first = deliveriesAnswer.parse(
    (await ask(deliveries, 'owner-alpha', `${ALPHA}&limit=2`, channel)).body,
  );
  const query = `${ALPHA}&limit=2&before=${first.next}`;
  const second = deliveriesAnswer.parse((await ask(deliveries, 'owner-alpha', query, channel)).body);
  expect([...first.deliveries, ...second.deliveries]).toEqual(all.deliveries);
  expect(all.deliveries).toHaveLength(3);
  expect(second.next).toBeNull();
});

test('the sixth test within ten minutes is refused with the time to wait', async () => {
  const channel = await added();
  for (let n = 0; n < 5; n++) await ask(sendTest, 'admin', ALPHA, channel, {});
  const { retryAfter, ...refused } = await ask(sendTest, 'admin', ALPHA, channel, {});
  expect(refused).toMatchObject({
    status: 429,
    body: { error: { code: 'too-many-requests', hint: 'Try again in 10 minutes.' } },
  });
  expect(retryAfter).toBeGreaterThan(540);
  expect(retryAfter).toBeLessThanOrEqual(600);
});

test.each<[Person, string, number]>([
  ['owner-beta', ALPHA, 404],
  ['stranger', ALPHA, 404],
  ['viewer', 'scope=view:prod', 403],
  ['manager', ALPHA, 403],
])('%s gets nothing of the channels at %s', async (person, scope, status) => {
  const channel = await added();
  const deliveryId = '00000000-0000-4000-8000-000000000000';
  for (const [handler, body] of [
    [list],
    [add, hook()],
    [GET],
    [PATCH, { name: 'Mine' }],
    [DELETE],
    [sendTest, {}],
    [deliveries],
    [replay, {}],
  ] as const)
    expect((await ask(handler, person, scope, { ...channel, deliveryId }, body)).status).toBe(status);
});

test('a channel is not reached through another place of its person', async () => {
  const channel = await added();
  expect((await ask(GET, 'owner-beta', BETA, channel)).status).toBe(404);
  expect((await ask(DELETE, 'admin', 'scope=view:prod', channel)).status).toBe(404);
  expect((await ask(GET, 'owner-alpha', ALPHA, channel)).status).toBe(200);
});
