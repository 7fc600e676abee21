import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import type { ApiToken } from '#prisma/client.ts';
import { type Actor, type ActorGrant, grantedIds } from './actor.ts';

/** What of a token's row says which views and accounts it is for. */
export type TokenPlaces = Pick<ApiToken, 'limited' | 'viewIds' | 'accountIds'>;

/**
 * The person with what a token leaves of their rights: in the views and accounts that it is for, what they may do there as it is now,
 * and nothing elsewhere. An admin becomes manager of these views and owner of these accounts: the administration is no scope.
 */
export async function limitActor(db: PrismaConnection, actor: Actor, token: TokenPlaces): Promise<Actor> {
  if (!token.limited) return actor;
  const accountIds = token.accountIds.map((id) => id.toString().padStart(12, '0'));
  const grants =
    actor.role === 'admin'
      ? [...token.viewIds.map(managerOf), ...accountIds.map(ownerOf)]
      : await keptGrants(db, actor, token.viewIds, accountIds);
  return { ...actor, role: 'member', grants, limited: true };
}

async function keptGrants(
  db: PrismaConnection,
  actor: Actor,
  viewIds: readonly number[],
  accountIds: readonly string[],
): Promise<ActorGrant[]> {
  const kept = actor.grants.filter(({ viewId, accountId }) =>
    viewId === null ? accountId !== null && accountIds.includes(accountId) : viewIds.includes(viewId),
  );
  const others = accountIds.filter((id) => !kept.some(({ accountId }) => accountId === id));
  return [...kept, ...(await accountsOfManagedViews(db, actor, others))];
}

const found = z.array(z.object({ id: z.string().regex(/^\d{12}$/) }));

/** A view's manager may look at each of its accounts: those of `accountIds` for which that is so. */
async function accountsOfManagedViews(
  db: PrismaConnection,
  actor: Actor,
  accountIds: readonly string[],
): Promise<ActorGrant[]> {
  const { managedViews } = grantedIds(actor);
  if (managedViews.length === 0 || accountIds.length === 0) return [];
  const rows = await db.$queryRaw`
    select lpad(id::text, 12, '0') as id from account
    where id = any(${accountIds.map(BigInt)}::bigint[])
      and id in (select account_id from accounts_by_view(${managedViews}::int[]))`;
  return found.parse(rows).map(({ id }) => ({ viewId: null, accountId: id, level: 'viewer' }));
}

function managerOf(viewId: number): ActorGrant {
  return { viewId, accountId: null, level: 'manager' };
}

function ownerOf(accountId: string): ActorGrant {
  return { viewId: null, accountId, level: 'owner' };
}
