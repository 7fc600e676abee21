import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { runningTrials } from '#lib/alerts/try-rule/running-trials.ts';
import { trial } from '#lib/alerts/try-rule/trial.ts';
import { POST } from '../../../app/api/v1/alerts/rules/try/route.ts';
import { ACCOUNTS, type ApiPortal, openApiPortal, type Person } from './portal.ts';

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));

let portal: ApiPortal;
beforeAll(async () => {
  process.env.TRAILKEEP_SECRET_KEY = inject('database').secretKey;
  portal = await openApiPortal();
  Object.assign(globalThis, { trailkeepWebPool: portal.database.webPool });
});
afterAll(() => portal.close());

const RULE: RuleDefinition = {
  name: 'Everything',
  severity: 'low',
  description: '',
  runbook: '',
  techniques: [],
  condition: { field: '@event', op: 'exists', values: [true] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: [],
};

async function tried(person: Person, query: string, body: object, signal?: AbortSignal) {
  request.headers = new Headers({ authorization: `Bearer ${portal.tokens[person]}` });
  const asked = new Request(`http://portal/api/v1/alerts/rules/try?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
  const answer = await POST(asked, { params: Promise.resolve({}) });
  const text = await answer.text();
  const retryAfter = answer.headers.get('retry-after');
  return { status: answer.status, retryAfter, body: text ? JSON.parse(text) : null };
}

const ALPHA = `scope=account:${ACCOUNTS.alpha}`;

test('who manages a scope tries a rule in it, over as many days as asked for', async () => {
  const { status, body } = await tried('owner-alpha', ALPHA, { definition: RULE, days: 7 });
  expect(status).toBe(200);
  expect(trial.parse(body)).toMatchObject({ complete: true });
  expect(body.days).toHaveLength(7);
  expect((await tried('owner-alpha', ALPHA, { definition: RULE })).body.days).toHaveLength(30);
});

test('nobody else tries a rule there', async () => {
  expect((await tried('viewer', 'scope=view:prod', { definition: RULE })).status).toBe(403);
  const beta = `scope=account:${ACCOUNTS.beta}`;
  expect((await tried('owner-alpha', beta, { definition: RULE })).status).toBe(404);
});

test('a rule that is none, or cannot be evaluated, is refused with the reason', async () => {
  const wrong = await tried('owner-alpha', ALPHA, { definition: { ...RULE, severity: 'loud' } });
  expect(wrong).toMatchObject({ status: 400, body: { error: { code: 'bad-request' } } });
  expect(wrong.body.error.message).toContain('definition.severity');
  const condition = { field: '@user', op: 'regex', values: ['('] };
  const broken = await tried('owner-alpha', ALPHA, { definition: { ...RULE, condition } });
  expect(broken).toMatchObject({ status: 400, body: { error: { code: 'bad-request' } } });
  expect((await tried('owner-alpha', ALPHA, { definition: RULE, days: 91 })).status).toBe(400);
});

test('a trial whose asker is gone ends', async () => {
  const gone = await tried('owner-alpha', ALPHA, { definition: RULE }, AbortSignal.abort());
  expect(gone.status).toBe(499);
});

test('a person’s next trial ends the one before, which says so', async () => {
  const { rows } = await portal.database.ownerPool.query<{ id: string }>(
    `select id from app_user where email = 'owner-alpha@example.com'`,
  );
  const before = runningTrials().run(rows[0]?.id ?? '', undefined, async (signal) => {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    signal.throwIfAborted();
  });
  const [next] = await Promise.all([
    tried('owner-alpha', ALPHA, { definition: RULE }),
    expect(before).rejects.toMatchObject({ code: 'conflict' }),
  ]);
  expect(next.status).toBe(200);
});

test('where others try as many rules as may be at once, the answer says when to ask again', async () => {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  const others = [1, 2, 3, 4].map((n) => runningTrials().run(`other-${n}`, undefined, () => promise));
  const refused = await tried('owner-alpha', ALPHA, { definition: RULE });
  expect(refused).toMatchObject({ status: 429, retryAfter: '10' });
  expect(refused.body.error).toMatchObject({
    code: 'too-many-requests',
    message: '4 rules are being tried by others right now.',
  });
  end();
  await Promise.all(others);
  expect((await tried('owner-alpha', ALPHA, { definition: RULE })).status).toBe(200);
});
