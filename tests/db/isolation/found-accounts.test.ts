import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { listScopes } from '#lib/auth/list-scopes.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createSource, updateSource } from '#lib/sources/mutations.ts';
import { listWaitingAccounts } from '#lib/sources/queries/list-waiting-accounts.ts';
import { confirmAccounts } from '#lib/sources/vouching.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { ACCOUNTS, type Organisation, seedOrganisation } from '../people/organisation.ts';

const BUCKET = {
  kind: 's3' as const,
  bucket: 'mine',
  region: 'eu-central-1',
  credentials: {
    kind: 'access-key' as const,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'x'.repeat(40),
  },
};
const EVENTS = 'select count(*)::int as n from event where account_id = ';

let database: TestDatabase;
let organisation: Organisation;
let prisma: ReturnType<typeof createPrisma>;
let manager: Actor;
let admin: Actor;

beforeEach(async () => {
  process.env.TRAILKEEP_SECRET_KEY ??= Buffer.alloc(32, 7).toString('base64');
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  organisation = await seedOrganisation(database, prisma);
  manager = await actorOf('manager');
  admin = await actorOf('admin');
});
afterEach(async () => {
  await prisma.$disconnect();
  await database.drop();
});

async function actorOf(role: keyof Organisation['people']): Promise<Actor> {
  const found = await findActor(prisma, organisation.people[role]);
  if (!found) throw new Error(`no ${role}`);
  return found;
}

/** What the worker writes down when it finds `AWSLogs/<account>/` in a bucket. */
async function find(sourceId: number, account: string): Promise<void> {
  await database.workerPool.query('insert into source_account (source_id, account_id) values ($1, $2)', [
    sourceId,
    account,
  ]);
}

/** Whether the person's view shows gamma's events, which another source brought. */
async function seesGamma(actor: Actor): Promise<boolean> {
  const scope = await resolveScope(actor, 'view', 'prod', prisma);
  const { rows } = await readScope(database.webPool, scope, (db) => db.query(EVENTS + ACCOUNTS.gamma));
  expect(rows[0].n > 0).toBe(scope.accountIds.includes(ACCOUNTS.gamma));
  return rows[0].n > 0;
}

describe('an account whose folder lies in a bucket that a manager entered', () => {
  it('is shown by no way before an admin confirms it: view, account alone, switcher, Home', async () => {
    const { id } = await createSource(prisma, manager, { view: 'prod' }, BUCKET);
    await find(id, ACCOUNTS.gamma);
    for (const role of ['manager', 'viewViewer', 'admin'] as const)
      expect.soft(await seesGamma(await actorOf(role)), role).toBe(false);
    await expect(resolveScope(manager, 'account', ACCOUNTS.gamma, prisma)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await listScopes(manager, prisma)).accounts.map((account) => account.id)).not.toContain(
      ACCOUNTS.gamma,
    );
    expect((await resolveReach(manager, prisma)).scope.accountIds).not.toContain(ACCOUNTS.gamma);
    expect(await confirmAccounts(prisma, admin, id)).toBe(1);
    expect(await seesGamma(manager)).toBe(true);
  });

  it('waits where the page says so, and only an admin may confirm it', async () => {
    const { id } = await createSource(prisma, manager, { view: 'prod' }, BUCKET);
    await find(id, ACCOUNTS.gamma);
    const scope = await resolveScope(manager, 'view', 'prod', prisma);
    const waiting = () => readScope(database.webPool, scope, (db) => listWaitingAccounts(db, scope));
    expect(await waiting()).toEqual([{ sourceId: id, place: 's3://mine/', accounts: [ACCOUNTS.gamma] }]);
    await expect(confirmAccounts(prisma, manager, id)).rejects.toMatchObject({ code: 'forbidden' });
    await confirmAccounts(prisma, admin, id);
    expect(await waiting()).toEqual([]);
    const { rows } = await database.ownerPool.query(
      `select actor, detail from audit_entry where action = 'source.confirm-accounts'`,
    );
    expect(rows).toEqual([{ actor: 'admin@example.com', detail: { accounts: 1 } }]);
  });

  it('that is found after a confirmation waits for another', async () => {
    const { id } = await createSource(prisma, manager, { view: 'prod' }, BUCKET);
    await confirmAccounts(prisma, admin, id);
    await find(id, ACCOUNTS.gamma);
    expect(await seesGamma(manager)).toBe(false);
  });
});

describe('a bucket that an admin entered', () => {
  it('brings its accounts at once', async () => {
    const { id } = await createSource(prisma, admin, { view: 'prod' }, BUCKET);
    await find(id, ACCOUNTS.gamma);
    expect(await seesGamma(manager)).toBe(true);
  });

  it.each([
    ['another prefix', { prefix: 'mine/' }],
    ['another server', { endpoint: 'https://s3.example.com' }],
    ['another partition', { region: 'cn-north-1' }],
    ['other accounts', { accountIds: [ACCOUNTS.gamma] }],
  ])('keeps what was found, and brings no more by itself, once a manager gives it %s', async (_, changed) => {
    const { id } = await createSource(prisma, admin, { view: 'prod' }, BUCKET);
    await find(id, ACCOUNTS.alpha);
    const { kind: _kind, bucket: _bucket, ...settings } = BUCKET;
    await updateSource(prisma, manager, id, { ...settings, ...changed });
    await find(id, ACCOUNTS.gamma);
    expect(await seesGamma(manager)).toBe(false);
    expect((await resolveScope(manager, 'view', 'prod', prisma)).accountIds).toContain(ACCOUNTS.alpha);
  });

  it('stays so where a manager changes how many days are collected', async () => {
    const { id } = await createSource(prisma, admin, { view: 'prod' }, BUCKET);
    const { kind: _kind, bucket: _bucket, ...settings } = BUCKET;
    await updateSource(prisma, manager, id, { ...settings, collectDays: 30 });
    await find(id, ACCOUNTS.gamma);
    expect(await seesGamma(manager)).toBe(true);
  });
});
