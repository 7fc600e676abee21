import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exclusionDigest } from '#lib/alerts/exclusion-digest.ts';
import type { Exclusion } from '#lib/alerts/rule-model.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { addPlaces, addRule, ruleOf } from './alert-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await addPlaces(database);
});
afterAll(() => database.drop());

const migration = (name: string) => readFile(`prisma/migrations/${name}/migration.sql`, 'utf8');
const run = async (text: string, values?: unknown[]) => (await database.ownerPool.query(text, values)).rows;

async function addBuiltIn(builtinId: string): Promise<number> {
  const [added] = await run(
    `insert into alert_rule (view_id, builtin_id, mode) select id, $1, 'live' from view limit 1 returning id`,
    [builtinId],
  );
  return added.id;
}

const leftOut = (condition: Exclusion['condition']): Exclusion => ({ reason: 'ours', condition });
// Whatever JSON can say in a condition: signs that are escaped, keys in any order, numbers, null, and nesting.
const STRANGE = leftOut({
  any: [
    { values: ['a"\\/\n\u0001é😀\u2028', 1.5, -3, 1000000, true, null], op: 'equals', field: 'x[].y' },
    { not: { keywords: ['k'], every: true } },
  ],
});
const LENA = leftOut({ field: '@user', op: 'equals', values: ['lena'] });

test('exclusions of a database from before, kept by their places, are kept by what they leave out', async () => {
  const own = await addRule(database, ruleOf({ exclusions: [LENA, STRANGE, LENA] }));
  const builtIn = await addBuiltIn('cis-4.3');
  await run(
    `alter table alert_exclusion drop column own_digest, add column own_index smallint, add unique (rule_id, own_index)`,
  );
  await run('alter table alert_hidden drop column own_digest, add column own_index smallint');
  await run(
    `insert into alert_exclusion (rule_id, own_index, hid_events, removed_at)
     values ($1, 0, 1, null), ($1, 1, 2, now()), ($1, 2, 3, null), ($1, 7, 4, now()), ($2, 1, 5, now())`,
    [own, builtIn],
  );
  await run(
    `insert into alert_hidden (rule_id, own_index, events, last_at) values ($1, 0, 9, now()), ($1, 7, 9, now())`,
    [own],
  );
  await run(await migration('0040_exclusion_digest'));
  const rows = await run(
    `select rule_id as rule, own_digest as digest, hid_events::int as hid, removed_at is not null as off from alert_exclusion order by id`,
  );
  expect(rows).toEqual([
    { rule: own, digest: exclusionDigest(LENA), hid: 1, off: false },
    { rule: own, digest: exclusionDigest(STRANGE), hid: 2, off: true },
    // Of calls that AWS makes: `eventType` is AwsServiceEvent.
    { rule: builtIn, digest: 'ChwQ-sGL2G1V8dlXCssjbpImWtQlbxJyxMHSZSm351U', hid: 5, off: true },
  ]);
  expect(await run('select own_digest as digest, events from alert_hidden')).toEqual([
    { digest: exclusionDigest(LENA), events: 9 },
  ]);
});

test('findings of a database from before are grouped by what their rules are', async () => {
  const own = await addRule(database, ruleOf({ groupBy: ['@ip', 'requestParameters.name'] }));
  const builtIn = await addBuiltIn('role-trust-opened');
  for (const rule of [own, builtIn])
    await run(
      `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent)
       values ($1, 1, 111111111111, gen_random_uuid(), '["a", "b"]', 'high', now(), now(), 1, false, false)`,
      [rule],
    );
  await run('alter table finding drop column group_by');
  await run(await migration('0040_finding_group'));
  expect(await run('select rule_id as rule, group_by as by from finding order by id')).toEqual([
    { rule: own, by: ['@ip', 'requestParameters.name'] },
    { rule: builtIn, by: ['@user', 'requestParameters.roleName'] },
  ]);
});
