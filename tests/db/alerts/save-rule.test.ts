import { beforeEach, expect, it } from 'vitest';
import { exclusionDigest } from '#lib/alerts/exclusion-digest.ts';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import type { RuleSample } from '#lib/alerts/scope-rules/rule-samples.ts';
import { addRule, changeRule, type RuleChange } from '#lib/alerts/scope-rules/save-rule.ts';
import type { ScopeKind } from '#lib/auth/scope.ts';
import { ACCOUNTS, organisationOfFile, type Role } from '#tests/db/people/organisation.ts';
import { ruleOf } from './alert-world.ts';

const organisation = organisationOfFile();
beforeEach(async () => {
  await organisation.database.workerPool.query('delete from alert_rule');
});

const named = (name: string): RuleDefinition['condition'] => ({
  field: 'eventName',
  op: 'equals',
  values: [name],
});
const trail = ruleOf({ name: 'Trail stopped', condition: named('StopLogging') });
const sample = (expects: RuleSample['expects'], eventName: string): RuleSample => ({
  expects,
  records: [{ eventName, eventSource: 'cloudtrail.amazonaws.com', userIdentity: { type: 'Root' } }],
});

async function add(samples: RuleSample[] = [], role: Role = 'manager') {
  const { prisma, actor, scopeFor } = organisation;
  const doer = await actor(role);
  const scope = await scopeFor(role, 'view', 'prod');
  return addRule(prisma, doer, scope, { definition: trail, samples });
}

async function change(
  key: string,
  input: RuleChange,
  [role, kind, id]: [Role, ScopeKind, string] = ['manager', 'view', 'prod'],
) {
  const { prisma, actor, scopeFor } = organisation;
  const doer = await actor(role);
  await changeRule(prisma, doer, await scopeFor(role, kind, id), key, input);
}

const stored = (key: string) =>
  organisation.prisma.alertRule.findUniqueOrThrow({ where: { id: Number(key) } });

it('a rule is kept with its samples, and silent unless somebody says otherwise', async () => {
  const samples = [sample('fires', 'StopLogging'), sample('quiet', 'StartLogging')];
  const key = await add(samples);
  expect(await stored(key)).toMatchObject({ definition: trail, samples, mode: 'silent', revision: 1 });
});

it('a rule that disagrees with one of its samples is not stored, and the sample is named', async () => {
  await expect(add([sample('fires', 'StopLogging'), sample('fires', 'StartLogging')])).rejects.toMatchObject({
    code: 'bad-request',
    message: 'The rule and its samples disagree: sample 2 does not fire.',
  });
  await expect(add([sample('quiet', 'StopLogging')])).rejects.toThrow('sample 1 fires');
  expect(await organisation.prisma.alertRule.count()).toBe(0);
});

it('a change is put to the samples that are kept already', async () => {
  const key = await add([sample('fires', 'StopLogging')]);
  const other = { ...trail, condition: named('DeleteTrail') };
  await expect(change(key, { definition: other })).rejects.toThrow('sample 1 does not fire');
  expect(await stored(key)).toMatchObject({ definition: trail });
  await change(key, { definition: other, samples: [] });
  expect(await stored(key)).toMatchObject({ definition: other, samples: [] });
});

it('matches count anew only where the rule looks for another thing than before', async () => {
  const key = await add();
  await change(key, { definition: { ...trail, name: 'Logging stopped', severity: 'critical' } });
  expect(await stored(key)).toMatchObject({ revision: 1, definition: { severity: 'critical' } });
  await change(key, { definition: { ...trail, groupBy: ['@ip'] } });
  expect(await stored(key)).toMatchObject({ revision: 2 });
});

it('a rule that somebody changed meanwhile is left alone', async () => {
  const key = await add();
  const since = (await stored(key)).updatedAt.toISOString();
  await change(key, { definition: { ...trail, name: 'Mine' }, since });
  await expect(change(key, { definition: { ...trail, name: 'Theirs' }, since })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await stored(key)).toMatchObject({ definition: { name: 'Mine' } });
});

it('what a rule’s own exclusions hid, and that one is switched off, goes along with them when their places change, and is forgotten of what is taken out', async () => {
  const exclusion = (name: string) => ({ reason: name, condition: named(name) });
  const key = await add();
  await change(key, { definition: { ...trail, exclusions: ['A', 'B', 'C'].map(exclusion) } });
  await organisation.database.workerPool.query(
    `insert into alert_exclusion (rule_id, own_digest, hid_events, removed_at)
     values ($1, $2, 10, now()), ($1, $3, 11, now()), ($1, $4, 12, null)`,
    [key, ...['A', 'B', 'C'].map((name) => exclusionDigest(exclusion(name)))],
  );
  const exclusions = [{ ...exclusion('B'), reason: 'Said better' }, exclusion('D'), exclusion('C')];
  // With its mode: exclusions are written in the accounts of the scope, rules are not.
  await change(key, { definition: { ...trail, exclusions }, mode: 'live' });
  const { rows } = await organisation.database.workerPool.query(
    `select hid_events::int as hid, removed_at is not null as off from alert_exclusion where rule_id = $1 order by id`,
    [key],
  );
  expect(rows).toEqual([
    { hid: 0, off: false },
    { hid: 11, off: true },
    { hid: 12, off: false },
  ]);
});

it('what cannot be changed says so, and nothing of the change is done', async () => {
  await expect(
    change('builtin:cis-4.3', { mode: 'live', definition: trail }),
    'a built-in rule',
  ).rejects.toMatchObject({ code: 'not-found' });
  expect(await organisation.prisma.alertRule.count()).toBe(0);
  const key = await add();
  const imported = { ...trail, origin: { format: 'sigma', tags: [], falsePositives: [] } };
  await organisation.prisma.alertRule.update({ where: { id: Number(key) }, data: { definition: imported } });
  await expect(change(key, { definition: trail }), 'an imported rule').rejects.toMatchObject({
    code: 'bad-request',
    message: 'The rule Trail stopped was imported.',
  });
  await expect(
    change(key, { definition: { ...trail, condition: { field: 'a', op: 'regex', values: ['('] } } }),
  ).rejects.toMatchObject({ code: 'bad-request' });
});

it('a rule is changed by who manages its scope, and by nobody else', async () => {
  const key = await add();
  const mine: RuleChange = { definition: { ...trail, name: 'Mine' }, mode: 'live' };
  for (const [role, kind, id, code] of [
    ['viewViewer', 'view', 'prod', 'forbidden'],
    ['ownerAlpha', 'view', 'prod', 'not-found'],
    // Their own account, but the rule is the view's.
    ['ownerAlpha', 'account', ACCOUNTS.alpha, 'not-found'],
    ['stranger', 'view', 'prod', 'not-found'],
  ] as const)
    await expect(change(key, mine, [role, kind, id]), `${role} in ${id}`).rejects.toMatchObject({ code });
  expect(await stored(key)).toMatchObject({ definition: trail, mode: 'silent' });
  await change(key, mine);
  expect(await stored(key)).toMatchObject({ definition: { name: 'Mine' }, mode: 'live' });
});
