import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  eventAnswer,
  eventsAnswer,
  facetsAnswer,
  groupsAnswer,
  scopesAnswer,
  sourcesAnswer,
} from '../../../app/api/v1/answers.ts';
import { objectsAnswer } from '../../../app/api/v1/answers-ledger.ts';
import { summaryAnswer } from '../../../app/api/v1/answers-summary.ts';
import { GET as event } from '../../../app/api/v1/events/[accountId]/[eventId]/route.ts';
import { GET as facets } from '../../../app/api/v1/events/facets/route.ts';
import { GET as groups } from '../../../app/api/v1/events/groups/route.ts';
import { GET as events } from '../../../app/api/v1/events/route.ts';
import { GET as objects } from '../../../app/api/v1/objects/route.ts';
import { GET as openApi } from '../../../app/api/v1/openapi.json/route.ts';
import { GET as scopes } from '../../../app/api/v1/scopes/route.ts';
import { GET as sources } from '../../../app/api/v1/sources/route.ts';
import { GET as summary } from '../../../app/api/v1/summary/route.ts';
import { ACCOUNTS, type ApiPortal, eventIdOf, openApiPortal, PEOPLE, type Person, timeOf } from './portal.ts';

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));

const { alpha, beta, gamma, delta } = ACCOUNTS;
let portal: ApiPortal;

beforeAll(async () => {
  portal = await openApiPortal();
  Object.assign(globalThis, { trailkeepWebPool: portal.database.webPool });
});
afterAll(() => portal.close());

type Handler = (request: Request, route: { params: Promise<never> }) => Promise<Response>;
const HANDLERS = { scopes, events, groups, facets, objects, sources, summary } as unknown as Record<
  string,
  Handler
>;
type Answer = { status: number; body: Record<string, unknown>; headers: Headers };

async function ask(
  handler: Handler,
  token: string | null,
  query: string,
  params: object = {},
): Promise<Answer> {
  request.headers = new Headers(token ? { authorization: `Bearer ${token}` } : {});
  const answer = await handler(new Request(`http://portal/api?${query}`), {
    params: Promise.resolve(params) as Promise<never>,
  });
  return { status: answer.status, body: await answer.json(), headers: answer.headers };
}

const as = (person: Person, name: string, query = '') =>
  ask(HANDLERS[name] as Handler, portal.tokens[person], query);
const eventOf = (person: Person, scope: string, account: string, id = eventIdOf(account, 1), more = '') =>
  ask(event as unknown as Handler, portal.tokens[person], `scope=${scope}${more}`, {
    accountId: account,
    eventId: id,
  });

const SCOPES = [
  'view:prod',
  `account:${alpha}`,
  `account:${beta}`,
  `account:${gamma}`,
  `account:${delta}`,
  'view:none',
  'account:000000000000',
];

/** Which of SCOPES each person may ask about; for the rest the answer is the same 404 as for what does not exist. */
const MAY: Record<Person, string[]> = {
  admin: ['view:prod', `account:${alpha}`, `account:${beta}`, `account:${gamma}`],
  manager: ['view:prod', `account:${alpha}`, `account:${beta}`],
  viewer: ['view:prod'],
  'owner-alpha': [`account:${alpha}`],
  'owner-beta': [`account:${beta}`],
  stranger: [],
};

describe.each(PEOPLE)('%s', (person) => {
  test.each(SCOPES)('asks about %s and gets only what is theirs, at every endpoint', async (scope) => {
    const may = MAY[person].includes(scope);
    for (const [name, query] of [
      ['events', ''],
      ['groups', '&groupBy=account'],
      ['facets', '&facet=account'],
      ['objects', ''],
      ['sources', ''],
      ['summary', ''],
    ] as const) {
      const answer = await as(person, name, `scope=${scope}${query}`);
      expect([name, answer.status]).toEqual([name, may ? 200 : 404]);
      if (!may) expect(answer.body).toMatchObject({ error: { code: 'not-found' } });
    }
    const seen = scope === 'view:prod' ? [alpha, beta, delta] : [scope.slice(-12)];
    if (may) {
      const { body } = await as(person, 'events', `scope=${scope}`);
      const { events: found } = eventsAnswer.parse(body);
      expect(new Set(found.map(({ accountId }) => accountId))).toEqual(new Set(seen));
    }
    for (const account of Object.values(ACCOUNTS)) {
      expect([account, (await eventOf(person, scope, account)).status]).toEqual([
        account,
        may && seen.includes(account) ? 200 : 404,
      ]);
    }
  });

  test('finds in /scopes exactly the scopes that answer', async () => {
    const { views, accounts } = scopesAnswer.parse((await as(person, 'scopes')).body);
    const listed = [...views.map(({ slug }) => `view:${slug}`), ...accounts.map(({ id }) => `account:${id}`)];
    expect(new Set(listed)).toEqual(new Set(MAY[person]));
  });
});

describe('answers', () => {
  const at = `from=${timeOf(0)}&to=${timeOf(10)}`;

  test('have the shapes that the OpenAPI document describes', async () => {
    const strict = {
      events: eventsAnswer,
      groups: groupsAnswer,
      facets: facetsAnswer,
      objects: objectsAnswer,
      scopes: scopesAnswer,
      sources: sourcesAnswer,
      summary: summaryAnswer,
    };
    for (const [name, schema] of Object.entries(strict)) {
      const query = {
        events: `scope=view:prod&${at}`,
        groups: `scope=view:prod&${at}`,
        facets: 'scope=view:prod&facet=user',
        objects: 'scope=view:prod',
        scopes: '',
        sources: 'scope=view:prod',
        summary: `scope=view:prod&${at}`,
      }[name];
      const { body, status } = await as('admin', name, query);
      expect([name, status]).toEqual([name, 200]);
      expect(schema.parse(body)).toEqual(body);
    }
    const { body } = await eventOf('admin', 'view:prod', alpha);
    expect(eventAnswer.parse(body)).toEqual(body);
  });

  test('page through events by cursor, each once, and stop', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await as(
        'admin',
        'events',
        `scope=view:prod&${at}&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      const page = eventsAnswer.parse(body);
      seen.push(...page.events.map(({ eventId }) => eventId));
      cursor = page.next;
    }
    expect(seen).toHaveLength(9);
    expect(new Set(seen).size).toBe(9);
  });

  test('count, with errors and times', async () => {
    const { body } = await as('owner-alpha', 'groups', `scope=account:${alpha}&${at}&groupBy=event`);
    expect(groupsAnswer.parse(body)).toMatchObject({
      total: { events: 3, errors: 1, groups: 2 },
      groups: [
        { value: 'ListBuckets', events: 2, errors: 0, firstSeen: timeOf(1), lastSeen: timeOf(2) },
        { value: 'DeleteBucket', events: 1, errors: 1, firstSeen: timeOf(3), lastSeen: timeOf(3) },
      ],
      truncated: false,
    });
  });

  test('sum up a scope: its trails, events, and most frequent values', async () => {
    const { body } = await as('owner-alpha', 'summary', `scope=account:${alpha}&${at}&limit=1`);
    expect(summaryAnswer.parse(body)).toMatchObject({
      trails: 1,
      events: 3,
      errors: 1,
      unauthorised: 1,
      eventNames: [{ value: 'ListBuckets', events: 2 }],
      values: { eventNames: 2, ips: 3 },
    });
  });

  test('an event comes with its record byte for byte and the object that it was in', async () => {
    const { body } = await eventOf('owner-alpha', `account:${alpha}`, alpha, eventIdOf(alpha, 2));
    expect(body).toMatchObject({
      eventName: 'ListBuckets',
      raw: portal.raw.get(eventIdOf(alpha, 2)),
      twins: [],
    });
    expect(eventAnswer.parse(body).object).toMatchObject({
      key: expect.stringContaining(`${alpha}_CloudTrail_`),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const hinted = await eventOf(
      'owner-alpha',
      `account:${alpha}`,
      alpha,
      eventIdOf(alpha, 2),
      `&time=${timeOf(2)}`,
    );
    expect(hinted.body).toEqual(body);
    expect(
      (await eventOf('owner-alpha', `account:${alpha}`, alpha, eventIdOf(alpha, 2), `&time=${timeOf(3)}`))
        .status,
    ).toBe(404);
  });

  test('name the same call in other accounts to whoever may see those, and to nobody else', async () => {
    const both = eventAnswer.parse((await eventOf('admin', 'view:prod', alpha)).body);
    expect(both.twins.map(({ accountId }) => accountId)).toEqual([beta, delta]);
    expect(eventAnswer.parse((await eventOf('owner-alpha', `account:${alpha}`, alpha)).body).twins).toEqual(
      [],
    );
  });

  test('list the ledger by state, page by page', async () => {
    const first = objectsAnswer.parse(
      (await as('manager', 'objects', 'scope=view:prod&state=ingested&limit=3')).body,
    );
    expect(first.objects).toHaveLength(3);
    const rest = objectsAnswer.parse(
      (await as('manager', 'objects', `scope=view:prod&state=ingested&limit=3&cursor=${first.next}`)).body,
    );
    expect(new Set([...first.objects, ...rest.objects].map(({ key }) => key)).size).toBe(4);
    expect(rest.next).toBeNull();
    expect((await as('manager', 'objects', 'scope=view:prod&state=failed')).body).toEqual({
      objects: [],
      next: null,
    });
  });

  test('keep the ledger of a view from those who do not manage it', async () => {
    expect((await as('viewer', 'objects', 'scope=view:prod')).body).toEqual({ objects: [], next: null });
    expect((await as('viewer', 'sources', 'scope=view:prod')).body).toEqual({ sources: [] });
  });
});

describe('refusals', () => {
  test('without a token, or with one that is wrong or revoked: 401, at every endpoint', async () => {
    for (const handler of [...Object.values(HANDLERS), event as unknown as Handler]) {
      for (const token of [null, 'tk_wrong', 'x'.repeat(5000)]) {
        const answer = await ask(handler, token, 'scope=view:prod&facet=user', {
          accountId: alpha,
          eventId: eventIdOf(alpha, 1),
        });
        expect(answer.status).toBe(401);
        expect(answer.body).toMatchObject({ error: { code: 'unauthenticated', hint: expect.any(String) } });
      }
    }
  });

  test.each([
    ['events', '', /scope: expected view/],
    ['events', 'scope=prod', /scope: expected view/],
    ['events', 'scope=view:prod&usr=x', /no parameter usr/],
    ['events', 'scope=view:prod&limit=1001', /limit: expected at most 1000/],
    ['events', 'scope=view:prod&cursor=abc', /cursor: expected/],
    ['groups', 'scope=view:prod&groupBy=password', /groupBy: expected one of/],
    ['facets', 'scope=view:prod', /facet: expected one of/],
    ['facets', 'scope=view:prod&facet=label', /facet: expected one of/],
    ['summary', 'scope=view:prod&limit=0', /limit: expected at least 1/],
    ['summary', 'scope=view:prod&groupBy=user', /groupBy: not known to the summary/],
    ['objects', 'scope=view:prod&state=lost', /state: expected one of/],
    ['objects', 'scope=view:prod&cursor=1;drop', /cursor: expected/],
  ])('%s?%s is 400 with the parameter and what is expected', async (name, query, message) => {
    const { status, body, headers } = await as('admin', name, query);
    expect(status).toBe(400);
    const { error } = body as { error: { code: string; message: string; requestId: string } };
    expect(error).toMatchObject({ code: 'bad-request', message: expect.stringMatching(message) });
    expect(headers.get('x-request-id')).toBe(error.requestId);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('text that looks like SQL is a value like any other', async () => {
    for (const text of ["'", "' or 1=1 --", "'; drop table event; --", '$1', '\\', '%', '(none)']) {
      const value = encodeURIComponent(text);
      const { status, body } = await as('admin', 'events', `scope=view:prod&user=${value}&resource=${value}`);
      expect([text, status, body.events]).toEqual([text, 200, []]);
      expect((await as('admin', 'facets', `scope=view:prod&facet=user&find=${value}`)).status).toBe(200);
    }
  });

  test.each(['no-uuid', '00000000-0000-4000-8000-00000000000', "'"])(
    'an event id that is none (%s) is not found',
    async (id) => {
      expect((await eventOf('admin', 'view:prod', alpha, id)).status).toBe(404);
    },
  );
});

test('the OpenAPI document describes every endpoint with its parameters', async () => {
  const document = (await openApi().json()) as {
    paths: Record<string, { get: { parameters: { name: string }[] } }>;
  };
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/scopes',
      '/events',
      '/events/{accountId}/{eventId}',
      '/events/groups',
      '/events/facets',
      '/objects',
      '/objects/summary',
      '/objects/{objectId}/records',
    ]),
  );
  const names = document.paths['/events']?.get.parameters.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['scope', 'from', 'to', 'user', 'outcome', 'q', 'limit', 'cursor']),
  );
});
