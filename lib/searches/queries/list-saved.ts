import { z } from 'zod';
import type { Actor } from '#lib/auth/actor.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient, SavedSearch as Row } from '#prisma/client.ts';
import { inSavedSearches } from '../saved-place.ts';
import type { SavedSearch } from '../saved-schema.ts';

/** The searches of this scope that the person may see, by name. */
export function listSavedSearches(db: PrismaClient, actor: Actor, scope: Scope): Promise<SavedSearch[]> {
  return inSavedSearches(db, actor, scope, async (tx) => {
    const rows = await tx.savedSearch.findMany();
    const named = await toSavedSearches(tx, actor, scope, rows);
    return named.sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id));
  });
}

/** One of them. `not-found` where it is not there, of another scope, or somebody else's own. */
export function getSavedSearch(
  db: PrismaClient,
  actor: Actor,
  scope: Scope,
  id: string,
): Promise<SavedSearch> {
  return inSavedSearches(db, actor, scope, async (tx) => {
    const [found] = await toSavedSearches(tx, actor, scope, [await findSavedRow(tx, id)]);
    return found ?? refuse();
  });
}

/** Inside `inSavedSearches`: the row, if the person may see it. */
export async function findSavedRow(tx: PrismaConnection, id: string): Promise<Row> {
  const row = z.guid().safeParse(id).success ? await tx.savedSearch.findUnique({ where: { id } }) : null;
  return row ?? refuse();
}

function refuse(): never {
  throw new TrailkeepError('not-found', 'There is no such saved search, or you may not see it.', {
    hint: 'It may have been deleted, or made private again by whoever saved it.',
  });
}

export async function toSavedSearches(
  tx: PrismaConnection,
  actor: Actor,
  scope: Scope,
  rows: readonly Row[],
): Promise<SavedSearch[]> {
  const ids = [...new Set(rows.map(({ userId }) => userId))];
  const people = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    query: row.query,
    shared: row.shared,
    by: names.get(row.userId) ?? '',
    canChange: mayChange(actor, scope, row),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

/** One's own, and what is shared for those who manage the scope. */
export function mayChange(actor: Actor, scope: Scope, row: Pick<Row, 'userId' | 'shared'>): boolean {
  return row.userId === actor.userId || (row.shared && scope.canManage);
}
