import { afterAll, beforeAll } from 'vitest';
import { addAccount } from '#lib/accounts/mutations.ts';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import type { Scope, ScopeKind } from '#lib/auth/scope.ts';
import type { Pool } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { grantAccess } from '#lib/users/grant-mutations.ts';
import { createUser } from '#lib/users/mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { sumWeeks } from '#tests/setup/sum-weeks.ts';

/** Alpha has its own trail, beta is a member of the view, gamma of none, `discovered` is only in the view's bucket. */
export const ACCOUNTS = {
  alpha: '012345678901',
  beta: '222222222222',
  gamma: '333333333333',
  discovered: '444444444444',
};

const PEOPLE = [
  'admin',
  'manager',
  'ownerAlpha',
  'ownerBeta',
  'viewViewer',
  'accountViewer',
  'stranger',
] as const;

export type Role = (typeof PEOPLE)[number];

export type Organisation = {
  /** User ids. Their addresses are `<role in small letters>@example.com`. */
  people: Record<Role, string>;
  sources: Record<string, number>;
};

export type OpenOrganisation = {
  database: TestDatabase;
  prisma: PrismaClient;
  organisation: Organisation;
  /** The person of that role, as they ask now. */
  actor: (role: Role) => Promise<Actor>;
  /** What that person may see of a view or an account; refused as in the portal. */
  scopeFor: (role: Role, kind: ScopeKind, id: string) => Promise<Scope>;
  close: () => Promise<void>;
};

/** A database of its own with the organisation, for a file of tests: opened before them, closed after. */
export async function openOrganisation(): Promise<OpenOrganisation> {
  const database = await createTestDatabase();
  process.env.TRAILKEEP_SECRET_KEY = database.secretKey;
  const prisma = createPrisma(database.webPool);
  const organisation = await seedOrganisation(database, prisma);
  const actor = async (role: Role) => {
    const found = await findActor(prisma, organisation.people[role]);
    if (!found) throw new Error(`no actor ${role}`);
    return found;
  };
  return {
    database,
    prisma,
    organisation,
    actor,
    scopeFor: async (role, kind, id) => resolveScope(await actor(role), kind, id, prisma),
    close: async () => {
      await prisma.$disconnect();
      await database.drop();
    },
  };
}

/** The same, opened before a file's tests and closed after them: what it holds is there when they run. */
export function organisationOfFile(): OpenOrganisation {
  const opened = {} as OpenOrganisation;
  beforeAll(async () => {
    Object.assign(opened, await openOrganisation());
  });
  afterAll(() => opened.close());
  return opened;
}

/** Two views, three added accounts and a discovered one with an event each, and one person of every role. */
export async function seedOrganisation(database: TestDatabase, prisma: PrismaClient): Promise<Organisation> {
  const people: Partial<Organisation['people']> = {};
  for (const role of PEOPLE) {
    const user = { email: emailOf(role), name: role, role: role === 'admin' ? 'admin' : 'member' } as const;
    people[role] = (await createUser(prisma, 'system', user)).userId;
  }
  const view = await createView(prisma, 'system', { name: 'Prod' });
  await createView(prisma, 'system', { name: 'Empty' });
  await addAccount(prisma, 'system', { id: ACCOUNTS.alpha, name: 'Alpha', owner: emailOf('ownerAlpha') });
  await addAccount(prisma, 'system', {
    id: ACCOUNTS.beta,
    name: 'Beta',
    view: 'prod',
    owner: emailOf('ownerBeta'),
  });
  await addAccount(prisma, 'system', { id: ACCOUNTS.gamma, name: 'Gamma' });
  await grantAccess(prisma, 'system', { email: emailOf('manager'), view: 'prod', level: 'manager' });
  await grantAccess(prisma, 'system', { email: emailOf('viewViewer'), view: 'prod', level: 'viewer' });
  await grantAccess(prisma, 'system', {
    email: emailOf('accountViewer'),
    account: ACCOUNTS.gamma,
    level: 'viewer',
  });
  const sources = await seedSources(prisma, view.id);
  await seedEvents(database.ownerPool, sources);
  return { people: people as Organisation['people'], sources };
}

export function emailOf(role: Role): string {
  return `${role.toLowerCase()}@example.com`;
}

async function seedSources(prisma: PrismaClient, viewId: number): Promise<Record<string, number>> {
  const prod = await prisma.source.create({ data: { viewId, kind: 's3', bucket: 'prod-logs' } });
  const account = { kind: 's3', bucket: 'alpha-logs', accountId: BigInt(ACCOUNTS.alpha) };
  const alpha = await prisma.source.create({ data: account });
  return { prod: prod.id, alpha: alpha.id };
}

/** An event of every account on Friday 20 November 2026, and its day's rollup; alpha and discovered were found in the view's bucket. */
async function seedEvents(owner: Pool, sources: Record<string, number>): Promise<void> {
  await owner.query(`select ensure_week('2026-11-16')`);
  await owner.query(`
    insert into region (id, hash, name) values (1, gen_random_uuid(), 'eu-central-1');
    insert into action (id, hash, service, event_name, read_only, category)
    values (1, gen_random_uuid(), 's3', 'ListBuckets', true, 'management')`);
  for (const [index, account] of Object.values(ACCOUNTS).entries()) {
    const id = index + 1;
    await owner.query(
      `insert into principal (id, hash, account_id, identity_type, label, label_source, arn)
       values ($1, gen_random_uuid(), $2, 'IAMUser', 'lena', 'userName', '')`,
      [id, account],
    );
    await owner.query(
      `insert into address (id, hash, account_id, value) values ($1, gen_random_uuid(), $2, '192.0.2.1')`,
      [id, account],
    );
    await owner.query(
      `insert into event (account_id, event_time, event_id, object_id, ordinal, action_id, principal_id, session_id,
         access_key_id, address_id, user_agent_id, region_id, error_id, flags)
       values ($2, '2026-11-20 10:00:00+00', gen_random_uuid(), 1, 0, 1, $1, 0, 0, $1, 0, 1, 0, 0)`,
      [id, account],
    );
    await owner.query(
      `insert into activity_day (account_id, day, region_id, action_id, principal_id, address_id, error_id, events,
         first_second, last_second)
       values ($2, '2026-11-20', 1, 1, $1, $1, 0, 1, 36000, 36000)`,
      [id, account],
    );
    await owner.query(
      `insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours,
         hour_counts)
       values ($1, '2026-11-20', 3, 1, 0, 1, 0, 36000, 36000, 1 << 10, array[(1::bigint << 34) | 10])`,
      [account],
    );
  }
  await sumWeeks(owner);
  await owner.query(
    `insert into source_account (source_id, account_id, events) values ($1, $2, 1), ($1, $3, 1)`,
    [sources.prod, ACCOUNTS.alpha, ACCOUNTS.discovered],
  );
  await owner.query(
    `insert into log_object (source_id, key, etag, size_bytes, kind, log_date)
     values ($1, 'AWSLogs/x.json.gz', 'e', 1, 'CloudTrail', '2026-11-20')`,
    [sources.prod],
  );
}
