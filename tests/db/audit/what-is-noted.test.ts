import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { GET as event } from '../../../app/api/v1/events/[accountId]/[eventId]/route.ts';
import { GET as events } from '../../../app/api/v1/events/route.ts';
import { GET as exported } from '../../../app/api/v1/export/route.ts';
import { POST } from '../../../app/api/v1/saved-searches/route.ts';
import { ACCOUNTS, type ApiPortal, eventIdOf, openApiPortal, type Person } from '../api/portal.ts';

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));

const { alpha, gamma } = ACCOUNTS;
let portal: ApiPortal;
let before = '0';
beforeAll(async () => {
  portal = await openApiPortal();
  Object.assign(globalThis, { trailkeepWebPool: portal.database.webPool });
});
afterAll(() => portal.close());
beforeEach(async () => {
  const { rows } = await portal.database.ownerPool.query('select max(id) as last from audit_entry');
  before = rows[0].last;
});

function ask(handler: unknown, person: Person, query: string, init: RequestInit = {}, params: object = {}) {
  request.headers = new Headers({
    authorization: `Bearer ${portal.tokens[person]}`,
    'x-forwarded-for': '192.0.2.7',
  });
  const asked = new Request(`http://portal/api/v1/here?${query}`, init);
  const route = { params: Promise.resolve(params) };
  return (handler as (asked: Request, of: typeof route) => Promise<Response>)(asked, route);
}

async function noted() {
  const { rows } = await portal.database.ownerPool.query(
    'select actor, action, target, result, ip_address, detail from audit_entry where id > $1 order by id',
    [before],
  );
  return rows;
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

test('who is shown the raw record of an event stands in the log, with the event and from where', async () => {
  const eventId = eventIdOf(alpha, 2);
  const answer = await ask(event, 'viewer', 'scope=view:prod', {}, { accountId: alpha, eventId });
  expect((await answer.json()).raw).toContain(eventId);
  expect(await noted()).toEqual([
    {
      actor: 'viewer@example.com',
      action: 'event.read-raw',
      target: `account:${alpha}`,
      result: 'ok',
      ip_address: '192.0.2.7',
      detail: { eventId, event: 's3 ListBuckets', scope: 'view:prod' },
    },
  ]);
});

test('an event that is not theirs is not shown, and no reading is noted', async () => {
  const params = { accountId: gamma, eventId: eventIdOf(gamma, 2) };
  expect((await ask(event, 'viewer', 'scope=view:prod', {}, params)).status).toBe(404);
  expect(await noted()).toEqual([]);
});

test('an attempt to change what is not theirs stands in the log as denied', async () => {
  const search = { name: 'Mine', query: '', shared: true };
  expect((await ask(POST, 'viewer', 'scope=view:prod', json(search))).status).toBe(403);
  expect((await ask(POST, 'stranger', 'scope=view:prod', json(search))).status).toBe(404);
  expect(await noted()).toMatchObject([
    {
      actor: 'viewer@example.com',
      action: 'access.denied',
      target: 'Only those who manage Prod may share a search with it.',
      result: 'denied',
      ip_address: '192.0.2.7',
      detail: { request: 'POST /api/v1/here' },
    },
    { actor: 'stranger@example.com', action: 'access.denied', result: 'denied' },
  ]);
});

test('a search that somebody may save is noted once, as done', async () => {
  expect((await ask(POST, 'viewer', 'scope=view:prod', json({ name: 'Mine', query: '' }))).status).toBe(201);
  expect((await noted()).map(({ action, result }) => [action, result])).toEqual([
    ['saved-search.create', 'ok'],
  ]);
});

test('an export is noted with the address that asked for it', async () => {
  await (await ask(exported, 'viewer', 'scope=view:prod&format=csv')).text();
  expect(await noted()).toMatchObject([{ action: 'events.export', ip_address: '192.0.2.7' }]);
});

test('looking at a list is no line of the log; that the view was opened is kept, to the minute', async () => {
  await ask(events, 'manager', 'scope=view:prod');
  await ask(events, 'manager', `scope=account:${alpha}`);
  await ask(events, 'stranger', 'scope=view:prod');
  expect(await noted()).toEqual([]);
  const { rows } = await portal.database.ownerPool.query(`
    select u.email, coalesce(view.slug, lpad(v.account_id::text, 12, '0')) as place
    from scope_visit v join app_user u on u.id = v.user_id left join view on view.id = v.view_id
    where u.email in ('manager@example.com', 'stranger@example.com') order by place`);
  expect(rows).toEqual([
    { email: 'manager@example.com', place: alpha },
    { email: 'manager@example.com', place: 'prod' },
  ]);
});
