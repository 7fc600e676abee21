import { beforeEach, expect, it } from 'vitest';
import { removeRule } from '#lib/alerts/scope-rules/mutations.ts';
import { importIntoScope } from '#lib/alerts/sigma/mutations.ts';
import type { ScopeKind } from '#lib/auth/scope.ts';
import { ACCOUNTS, organisationOfFile, type Role } from '#tests/db/people/organisation.ts';

const organisation = organisationOfFile();
beforeEach(async () => {
  await organisation.database.workerPool.query('delete from alert_rule');
});

const rule = (title: string, eventName: string) => `title: ${title}
logsource: {product: aws, service: cloudtrail}
detection: {selection: {eventName: ${eventName}}, condition: selection}
`;
const GOOD = rule('Logging stopped', 'StopLogging');
const BAD = 'title: No detection\n';

async function importAs(role: Role, kind: ScopeKind, id: string, ...texts: string[]) {
  const { prisma, actor, scopeFor } = organisation;
  const doer = await actor(role);
  const scope = await scopeFor(role, kind, id);
  return importIntoScope(prisma, doer, scope, { texts, mode: 'silent' });
}

const stored = () => organisation.prisma.alertRule.count();

it('whoever manages a scope imports rules there, of several texts, without those that are refused', async () => {
  const counts = await importAs(
    'ownerAlpha',
    'account',
    ACCOUNTS.alpha,
    `${GOOD}---\n${BAD}`,
    rule('Trail deleted', 'DeleteTrail'),
  );
  expect(counts).toEqual({ added: 2, changed: 0, unchanged: 0 });
  const rows = await organisation.prisma.alertRule.findMany();
  expect(rows.map(({ accountId, mode }) => [accountId, mode])).toEqual([
    [BigInt(ACCOUNTS.alpha), 'silent'],
    [BigInt(ACCOUNTS.alpha), 'silent'],
  ]);
});

it('whoever only sees a scope imports nothing, and a stranger is not told that it is there', async () => {
  for (const [role, kind, id, code] of [
    ['viewViewer', 'view', 'prod', 'forbidden'],
    ['accountViewer', 'account', ACCOUNTS.gamma, 'forbidden'],
    ['ownerAlpha', 'view', 'prod', 'not-found'],
    ['ownerBeta', 'account', ACCOUNTS.alpha, 'not-found'],
    ['stranger', 'view', 'prod', 'not-found'],
  ] as const)
    await expect(importAs(role, kind, id, GOOD), `${role} in ${id}`).rejects.toMatchObject({ code });
  expect(await stored()).toBe(0);
});

it('an import without a rule that can be stored says so instead of doing nothing', async () => {
  await expect(importAs('manager', 'view', 'prod', BAD)).rejects.toMatchObject({ code: 'bad-request' });
});

it('an import is bounded in characters and in rules, and a whole one is stored at once', async () => {
  const rules = (count: number) =>
    Array.from({ length: count }, (_, at) => rule(`Rule ${at}`, 'StopLogging')).join('---\n');
  await expect(importAs('manager', 'view', 'prod', rules(501))).rejects.toMatchObject({
    code: 'bad-request',
    hint: 'Import at most 500 at once.',
  });
  await expect(importAs('manager', 'view', 'prod', GOOD, ' '.repeat(1_000_000))).rejects.toThrow(
    /1,000,000 characters/,
  );
  expect(await stored()).toBe(0);
  expect(await importAs('manager', 'view', 'prod', rules(500))).toMatchObject({ added: 500 });
});

it('an imported rule is removed by who manages the scope, and by nobody else', async () => {
  const { prisma, actor, scopeFor } = organisation;
  await importAs('manager', 'view', 'prod', GOOD);
  const { id } = await prisma.alertRule.findFirstOrThrow();
  const removeAs = async (role: Role) => {
    const doer = await actor(role);
    await removeRule(prisma, doer, await scopeFor(role, 'view', 'prod'), String(id));
  };
  await expect(removeAs('viewViewer')).rejects.toMatchObject({ code: 'forbidden' });
  expect(await prisma.alertRule.findFirstOrThrow()).toMatchObject({ mode: 'silent', removedAt: null });
  await removeAs('manager');
  expect(await prisma.alertRule.findFirstOrThrow()).toMatchObject({
    mode: 'off',
    removedAt: expect.any(Date),
  });
});
