import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditLogAnswer } from '../../../app/api/v1/answers-audit.ts';
import { GET as exported } from '../../../app/api/v1/audit-log/export/route.ts';
import { GET as list } from '../../../app/api/v1/audit-log/route.ts';
import { type ApiPortal, openApiPortal, type Person } from '../api/portal.ts';

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));

let portal: ApiPortal;
beforeAll(async () => {
  portal = await openApiPortal();
  Object.assign(globalThis, { trailkeepWebPool: portal.database.webPool });
  // Five lines of each hour of a day long ago, all of an hour at the same moment: pages break among equal times.
  await portal.database.ownerPool.query(`
    insert into audit_entry (at, actor, action, target, result, ip_address, detail)
    select timestamptz '2020-05-01 00:00Z' + make_interval(hours => n / 5), 'person' || n % 3 || '@example.com',
      case when n % 2 = 0 then 'test.even' else 'test.odd' end, '=cmd|' || n, case when n % 10 = 0 then 'denied' else 'ok' end,
      '192.0.2.1', jsonb_build_object('n', n)
    from generate_series(0, 119) as n`);
});
afterAll(() => portal.close());

function ask(handler: unknown, person: Person, query: string): Promise<Response> {
  request.headers = new Headers({ authorization: `Bearer ${portal.tokens[person]}` });
  const route = { params: Promise.resolve({}) };
  return (handler as (asked: Request, of: typeof route) => Promise<Response>)(
    new Request(`http://portal/api/v1/audit-log?${query}`),
    route,
  );
}

const DAY = 'from=2020-05-01T00:00:00Z&to=2020-05-02T00:00:00Z';

async function readAll(query: string, limit = 7) {
  const entries = [];
  for (let cursor = ''; ; ) {
    const answer = await ask(list, 'admin', `${DAY}&limit=${limit}&${query}${cursor && `&cursor=${cursor}`}`);
    expect(answer.status).toBe(200);
    const page = auditLogAnswer.parse(await answer.json());
    entries.push(...page.entries);
    if (page.next === null) return entries;
    cursor = page.next;
  }
}

describe('the audit log by the API', () => {
  test('has every line once over all pages, the newest first', async () => {
    const entries = await readAll('');
    expect(entries).toHaveLength(120);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(120);
    const times = entries.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test.each([
    ['person=PERSON1', 40],
    ['action=test.even', 60],
    ['action=test', 0],
    ['target=cmd|11', 11],
    ['target=%25', 0],
    ['result=denied', 12],
    ['person=person0&result=denied&action=test.even', 4],
  ])('answers %s with what matches and nothing else', async (query, count) => {
    expect(await readAll(query)).toHaveLength(count);
  });

  test('finds what lies far behind, and a text means itself', async () => {
    await portal.database.ownerPool.query(`
      insert into audit_entry (at, actor, action, target)
      select timestamptz '2020-05-20 00:00Z', 'crowd@example.com', 'test.crowd', 'view:crowd' from generate_series(0, 20000)`);
    const may = 'from=2020-05-01T00:00:00Z&to=2020-06-01T00:00:00Z&limit=7';
    const found = async (query: string) =>
      auditLogAnswer
        .parse(await (await ask(list, 'admin', `${may}&${query}`)).json())
        .entries.map(({ detail }) => detail?.n);
    expect(await found('person=PERSON1&target=CMD')).toEqual([118, 115, 112, 109, 106, 103, 100]);
    expect(await found('target=cmd_11')).toEqual([]);
  });

  test('bounds the period half-open', async () => {
    const hour = 'from=2020-05-01T03:00:00Z&to=2020-05-01T04:00:00Z';
    const page = auditLogAnswer.parse(await (await ask(list, 'admin', hour)).json());
    expect(page.entries.map(({ detail }) => detail?.n)).toEqual([19, 18, 17, 16, 15]);
  });

  test('is for admins alone', async () => {
    for (const person of ['manager', 'viewer', 'owner-alpha', 'stranger'] as const) {
      expect((await ask(list, person, '')).status, person).toBe(403);
      expect((await ask(exported, person, 'format=csv')).status, person).toBe(403);
    }
  });

  test.each(['cursor=junk', 'limit=0', 'result=maybe', 'from=yesterday', 'who=me'])(
    'says what is wrong with %s',
    async (query) => {
      expect((await ask(list, 'admin', query)).status).toBe(400);
    },
  );
});

test('an export has all lines, with cells that no spreadsheet takes for formulas, and stands in the log', async () => {
  const answer = await ask(exported, 'admin', `${DAY}&format=csv`);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="trailkeep-audit-log-/);
  const lines = (await answer.text()).trim().split('\n');
  expect(lines[0]).toBe('at,actor,userId,action,target,result,ipAddress,detail');
  expect(lines).toHaveLength(121);
  expect(lines[1]).toBe(
    `2020-05-01T23:00:00.000Z,person2@example.com,,test.odd,'=cmd|119,ok,192.0.2.1,"{""n"":119}"`,
  );
  const ndjson = await (await ask(exported, 'admin', `${DAY}&format=ndjson&result=denied`)).text();
  expect(
    ndjson
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).result),
  ).toEqual(Array(12).fill('denied'));
  const { rows } = await portal.database.ownerPool.query(
    `select actor, detail from audit_entry where action = 'audit.export' order by id`,
  );
  expect(rows.map(({ actor }) => actor)).toEqual(['admin@example.com', 'admin@example.com']);
});
