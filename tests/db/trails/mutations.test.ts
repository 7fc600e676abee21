import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { refreshTrails, removeAccountCredentials, setAccountCredentials } from '#lib/trails/mutations.ts';
import { findAccountSettings } from '#lib/trails/queries/find-account-settings.ts';
import { getAccountAccess } from '#lib/trails/queries/get-account-access.ts';
import {
  ACCOUNTS,
  type OpenOrganisation,
  type Organisation,
  openOrganisation,
} from '#tests/db/people/organisation.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const KEY = { kind: 'access-key', accessKeyId: 'AKIAONE', secretAccessKey: SECRET } as const;
const { alpha, beta, gamma } = ACCOUNTS;

let database: OpenOrganisation['database'];
let prisma: OpenOrganisation['prisma'];
let actor: OpenOrganisation['actor'];
let close: OpenOrganisation['close'];

beforeAll(async () => {
  ({ database, prisma, actor, close } = await openOrganisation());
});
afterAll(() => close());

const set = async (role: keyof Organisation['people'], accountId: string, credentials: object = KEY) =>
  setAccountCredentials(prisma, await actor(role), accountId, { credentials: credentials as typeof KEY });

const accessOf = (accountId: string) => getAccountAccess(database.workerPool, accountId);

test('only the owner and admins set an account’s credentials; a view’s manager and viewers do not', async () => {
  for (const role of ['manager', 'viewViewer', 'ownerBeta', 'accountViewer', 'stranger'] as const)
    await expect(set(role, alpha), role).rejects.toMatchObject({ code: 'not-found' });
  await set('ownerAlpha', alpha);
  await set('admin', beta);
  expect((await accessOf(alpha))?.access.credentials).toEqual({
    kind: 'access-key',
    accessKeyId: 'AKIAONE',
    secretAccessKey: SECRET,
  });
});

test('the secret is sealed for that account alone, and the web can never read it back', async () => {
  await set('ownerAlpha', alpha);
  await expect(database.webPool.query('select ciphertext from account_secret')).rejects.toThrow(
    /permission denied/,
  );
  await set('admin', gamma, { ...KEY, secretAccessKey: 'another' });
  await database.ownerPool.query(
    'update account_secret set ciphertext = (select ciphertext from account_secret where account_id = $1) where account_id = $2',
    [alpha, gamma],
  );
  await expect(accessOf(gamma)).rejects.toMatchObject({ code: 'configuration' });
});

test('an empty secret keeps the stored one, but not for another key, role or endpoint', async () => {
  await set('ownerAlpha', alpha);
  await set('ownerAlpha', alpha, { kind: 'access-key', accessKeyId: 'AKIAONE' });
  expect((await accessOf(alpha))?.access.credentials).toMatchObject({ secretAccessKey: SECRET });
  const role = { kind: 'role', roleArn: `arn:aws:iam::${alpha}:role/other`, accessKeyId: 'AKIAONE' };
  for (const change of [{ kind: 'access-key', accessKeyId: 'AKIATWO' }, role])
    await expect(set('ownerAlpha', alpha, change)).rejects.toBeInstanceOf(ZodError);
  await expect(
    setAccountCredentials(prisma, 'system', alpha, {
      credentials: { kind: 'access-key', accessKeyId: 'AKIAONE' },
      endpoint: 'http://127.0.0.1:9',
    }),
  ).rejects.toBeInstanceOf(ZodError);
});

test('the machine’s own credentials are the admins’', async () => {
  await expect(set('ownerAlpha', alpha, { kind: 'default' })).rejects.toMatchObject({ code: 'forbidden' });
  const role = { kind: 'role', roleArn: `arn:aws:iam::${alpha}:role/reader` };
  await expect(set('ownerAlpha', alpha, role)).rejects.toMatchObject({ code: 'forbidden' });
  await set('admin', alpha, { kind: 'default' });
  expect((await accessOf(alpha))?.access.credentials).toEqual({ kind: 'default' });
});

test('every change is in the audit log, without a secret', async () => {
  await set('ownerAlpha', alpha);
  await removeAccountCredentials(prisma, await actor('ownerAlpha'), alpha);
  const entries = await prisma.auditEntry.findMany({ orderBy: { id: 'desc' }, take: 2 });
  expect(entries).toMatchObject([
    { action: 'account-credentials.remove', target: `account:${alpha}`, actor: 'owneralpha@example.com' },
    { action: 'account-credentials.set', target: `account:${alpha}` },
  ]);
  expect(
    JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(SECRET);
  expect(await accessOf(alpha)).toBeNull();
});

test('settings are shown of the scope’s accounts alone, and never a secret', async () => {
  await set('admin', alpha);
  await set('admin', gamma);
  const scope = await resolveScope(await actor('ownerAlpha'), 'account', alpha, prisma);
  const [own, other] = await readScope(database.webPool, scope, async (db) => [
    await findAccountSettings(db, scope, alpha),
    await findAccountSettings(db, scope, gamma),
  ]);
  expect(own).toMatchObject({
    accountId: alpha,
    kind: 'access-key',
    accessKeyId: 'AKIAONE',
    hasSecret: true,
  });
  expect(JSON.stringify(own)).not.toContain(SECRET);
  expect(other).toBeNull();
});

test('who manages a scope may ask anew about its accounts and no others; who only looks may not', async () => {
  await set('admin', beta);
  await set('admin', gamma);
  await database.ownerPool.query(
    `update account_credential set requested_at = null, asked_at = now() - interval '1 hour'`,
  );
  const viewer = await actor('viewViewer');
  await expect(
    refreshTrails(prisma, viewer, await resolveScope(viewer, 'view', 'prod', prisma)),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const manager = await actor('manager');
  await refreshTrails(prisma, manager, await resolveScope(manager, 'view', 'prod', prisma));
  const { rows } = await database.ownerPool.query(
    `select lpad(account_id::text, 12, '0') as id from account_credential where requested_at is not null order by 1`,
  );
  expect(rows.map(({ id }) => id)).toContain(beta);
  expect(rows.map(({ id }) => id)).not.toContain(gamma);
});
