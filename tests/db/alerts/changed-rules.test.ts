import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { exclusionDigest } from '#lib/alerts/exclusion-digest.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';
import { builtinDigests } from '#lib/alerts/rules/builtin-digests.ts';
import { noteChangedExclusions } from '#lib/alerts/rules/note-changed-exclusions.ts';
import { noteChangedRules } from '#lib/alerts/rules/note-changed-rules.ts';
import { switchRules } from '#lib/alerts/scope-rules/mutations.ts';
import { createWatchWhenNeeded } from '#lib/alerts/watch-when-needed.ts';
import { connect } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, addPlaces } from './alert-world.ts';

/** Of a version in which one rule looks for another thing. */
const LATER = new Map([...builtinDigests(), ['cis-4.5', 'another thing']]);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.ownerPool.query('delete from alert_rule');
  const prisma = createPrisma(database.webPool);
  const keys = ['builtin:cis-4.3', 'builtin:cis-4.5'];
  await switchRules(prisma, 'system', { viewId: 1, accountId: null, target: 'view:prod' }, keys, 'live');
  const account = { viewId: null, accountId: BigInt(ACCOUNTS[1]), target: `account:${ACCOUNTS[1]}` };
  await switchRules(prisma, 'system', account, ['builtin:cis-4.5'], 'off');
  await prisma.$disconnect();
});

async function ask(text: string): Promise<unknown[]> {
  return (await database.ownerPool.query({ text, rowMode: 'array' })).rows;
}
const revisions = () =>
  ask('select builtin_id, view_id is not null, revision from alert_rule order by 1, 2 desc');
const auditLines = () =>
  ask(
    `select a.actor, a.target, a.detail - 'rule' from audit_entry a join alert_rule r on r.id = (a.detail->>'rule')::int
     where a.action = 'rule.change' order by a.target`,
  );
const readings = async () => Number((await ask('select count(*) from alert_rules_change')).flat()[0]);

const SAME = [
  ['cis-4.3', true, 1],
  ['cis-4.5', true, 1],
  ['cis-4.5', false, 1],
];

it('a start of the same version leaves all rules as they are, and has no worker read them anew', async () => {
  const before = await readings();
  expect(await noteChangedRules(database.workerPool)).toBe(0);
  expect(await revisions()).toEqual(SAME);
  expect(await readings()).toBe(before);
});

it('a version that changes what a rule looks for begins its revision anew wherever it is, once, with a line in the audit log', async () => {
  const counts = await Promise.all([1, 2, 3].map(() => noteChangedRules(database.workerPool, LATER)));
  expect(counts.toSorted()).toEqual([0, 0, 2]);
  expect(await revisions()).toEqual([
    ['cis-4.3', true, 1],
    ['cis-4.5', true, 2],
    ['cis-4.5', false, 2],
  ]);
  const detail = { name: 'CloudTrail changed', builtin: 'cis-4.5' };
  expect(await auditLines()).toEqual([
    ['system', `account:${ACCOUNTS[1]}`, detail],
    ['system', 'view:prod', detail],
  ]);
});

it('rules from before digests were kept are noted as they are', async () => {
  await database.ownerPool.query('update alert_rule set builtin_digest = null');
  expect(await noteChangedRules(database.workerPool)).toBe(0);
  expect(await noteChangedRules(database.workerPool, LATER)).toBe(2);
  expect(await auditLines()).toHaveLength(2);
});

it('a worker notes what its version changed before it puts rules to events', async () => {
  await database.ownerPool.query(
    `update alert_rule set builtin_digest = 'of an older version' where builtin_id = 'cis-4.3'`,
  );
  const db = await connect(database.workerPool);
  try {
    await createWatchWhenNeeded(database.workerPool).begin(db, 1);
  } finally {
    db.release();
  }
  expect(await revisions()).toEqual([['cis-4.3', true, 2], ...SAME.slice(1)]);
});

it('an exclusion that a version changed or took away is on again, with a line in the audit log, and the others are left alone', async () => {
  const [kept, changed] = exclusionsOf('cis-4.3');
  await ask(`insert into alert_exclusion (rule_id, own_digest, reason, removed_at)
    select id, digest, digest, now() from alert_rule, unnest(array['${kept}', '${changed}']) as digest where builtin_id = 'cis-4.3'`);
  expect(await noteChangedExclusions(database.workerPool)).toBe(0);
  const later = BUILT_IN_RULES.map((rule) =>
    rule.id === 'cis-4.3' ? { ...rule, exclusions: rule.exclusions.slice(0, 1) } : rule,
  );
  const counts = await Promise.all([1, 2].map(() => noteChangedExclusions(database.workerPool, later)));
  expect(counts.toSorted()).toEqual([0, 1]);
  expect(await ask('select own_digest from alert_exclusion where removed_at is not null')).toEqual([[kept]]);
  expect(
    await ask(`select actor, target, detail->>'reason' from audit_entry where action = 'exclusion.on'`),
  ).toEqual([['system', 'view:prod', changed]]);
});

function exclusionsOf(id: string): string[] {
  return (BUILT_IN_RULES.find((rule) => rule.id === id)?.exclusions ?? []).map(exclusionDigest);
}
