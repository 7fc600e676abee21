import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadActiveRules } from '#lib/alerts/queries/load-active-rules.ts';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { importSigma } from '#lib/alerts/sigma/import-sigma.ts';
import { type StoredImport, storeImport } from '#lib/alerts/sigma/mutations.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { addPlaces } from './alert-world.ts';

let database: TestDatabase;
let db: PrismaClient;
beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
  db = createPrisma(database.webPool);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function rulesOf(eventName: string): RuleDefinition[] {
  const rule = (head: string) => `${head}
logsource: {product: aws, service: cloudtrail}
detection:
  selection: {eventName: ${eventName}, userAgent|re: '^aws-cli\\\\d'}
  condition: selection
---
`;
  const { rules, refused } = importSigma(rule('title: With an id\nid: 5f2c0000') + rule('title: Without'));
  expect(refused).toEqual([]);
  return rules.map(({ definition }) => definition);
}

const VIEW = { viewId: 1, accountId: null, target: 'view:prod' } as const;
const ACCOUNT = { viewId: null, accountId: 111111111111n, target: 'account:111111111111' } as const;

function store(place: typeof VIEW | typeof ACCOUNT, rules: readonly RuleDefinition[]): Promise<StoredImport> {
  return db.$transaction((tx) => storeImport(tx, 'system', place, rules, 'silent'));
}

it('an import is stored once, and again only what it changes; an id is one rule in each place', async () => {
  expect(await store(VIEW, rulesOf('StopLogging'))).toEqual({ added: 2, changed: 0, unchanged: 0 });
  expect(await store(VIEW, rulesOf('StopLogging'))).toEqual({ added: 0, changed: 0, unchanged: 2 });
  expect(await store(ACCOUNT, rulesOf('StopLogging'))).toEqual({ added: 2, changed: 0, unchanged: 0 });
  await db.alertRule.updateMany({ where: { viewId: 1 }, data: { mode: 'live' } });

  expect(await store(VIEW, rulesOf('DeleteTrail'))).toEqual({ added: 1, changed: 1, unchanged: 0 });
  const rows = await db.alertRule.findMany({ where: { viewId: 1 }, orderBy: { id: 'asc' } });
  expect(rows.map(({ mode, revision, definition }) => [mode, revision, definition])).toEqual([
    ['live', 2, rulesOf('DeleteTrail')[0]],
    ['live', 1, rulesOf('StopLogging')[1]],
    ['silent', 1, rulesOf('DeleteTrail')[1]],
  ]);

  const { broken } = await loadActiveRules(database.workerPool);
  expect(broken).toEqual([]);
});

it('a rule that is only called or said otherwise counts on', async () => {
  const [rule] = rulesOf('StopLogging') as [RuleDefinition, RuleDefinition];
  const view = await db.view.create({ data: { slug: 'renamed', name: 'Renamed' } });
  const place = { viewId: view.id, accountId: null, target: 'view:renamed' };
  const storeOne = (one: RuleDefinition) =>
    db.$transaction((tx) => storeImport(tx, 'system', place, [one], 'silent'));
  await storeOne(rule);
  expect(await storeOne({ ...rule, name: 'Renamed', severity: 'critical' })).toMatchObject({ changed: 1 });
  expect(await db.alertRule.findFirst({ where: { viewId: view.id } })).toMatchObject({
    revision: 1,
    definition: { name: 'Renamed' },
  });
});

it('an import stands in the audit log with what it changed', async () => {
  await store(ACCOUNT, rulesOf('PutEventSelectors'));
  const line = await db.auditEntry.findFirst({ where: { action: 'rule.import' }, orderBy: { id: 'desc' } });
  expect(line).toMatchObject({
    actor: 'system',
    target: 'account:111111111111',
    detail: { added: 1, changed: 1, unchanged: 0, mode: 'silent', rules: ['With an id', 'Without'] },
  });
});

it('rules of one text that share an id are several, and stay so', async () => {
  const view = await db.view.create({ data: { slug: 'other', name: 'Other' } });
  const place = { viewId: view.id, accountId: null, target: 'view:other' };
  const sharing = (second: string) =>
    [...rulesOf('StopLogging').slice(0, 1), ...rulesOf(second).slice(0, 1)].map((rule) =>
      structuredClone(rule),
    );
  const run = (second: string) =>
    db.$transaction((tx) => storeImport(tx, 'system', place, sharing(second), 'silent'));
  expect(await run('DeleteTrail')).toEqual({ added: 2, changed: 0, unchanged: 0 });
  expect(await run('UpdateTrail')).toEqual({ added: 0, changed: 1, unchanged: 1 });
  expect(await db.alertRule.count({ where: { viewId: view.id } })).toBe(2);
});
