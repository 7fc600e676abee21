import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { isUniqueViolation, type PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { parseEventSearch, toSearchParams } from '#lib/events/url.ts';
import type { PrismaClient, SavedSearch as Row } from '#prisma/client.ts';
import { findSavedRow, mayChange, toSavedSearches } from './queries/list-saved.ts';
import { inSavedSearches } from './saved-place.ts';
import type { NewSavedSearch, SavedSearch, SavedSearchChange } from './saved-schema.ts';

/** Saves a search. `forbidden` where one who does not manage the scope would share it, `conflict` where the name is taken. */
export function createSavedSearch(
  db: PrismaClient,
  actor: Actor,
  scope: Scope,
  { name, query, shared }: NewSavedSearch,
): Promise<SavedSearch> {
  if (shared) requireSharing(scope);
  return inSavedSearches(db, actor, scope, async (tx, place) => {
    const data = { ...place, userId: actor.userId, name, shared, query: normalQuery(query) };
    const row = await refuseTaken(name, tx.savedSearch.create({ data }));
    return answer(tx, actor, scope, 'create', row);
  });
}

/** Renames, shares, replaces: what `change` names. `not-found` for what the person does not see, `forbidden` for what is not theirs. */
export function updateSavedSearch(
  db: PrismaClient,
  actor: Actor,
  scope: Scope,
  id: string,
  { name, query, shared }: SavedSearchChange,
): Promise<SavedSearch> {
  return inSavedSearches(db, actor, scope, async (tx) => {
    const was = await findOwnRow(tx, actor, scope, id);
    if (shared ?? was.shared) requireSharing(scope);
    const data = { name, shared, query: query === undefined ? undefined : normalQuery(query) };
    const row = await refuseTaken(name ?? was.name, tx.savedSearch.update({ where: { id }, data }));
    return answer(tx, actor, scope, 'update', row);
  });
}

export async function deleteSavedSearch(
  db: PrismaClient,
  actor: Actor,
  scope: Scope,
  id: string,
): Promise<void> {
  await inSavedSearches(db, actor, scope, async (tx) => {
    const row = await findOwnRow(tx, actor, scope, id);
    await tx.savedSearch.delete({ where: { id } });
    await audit(tx, actor, scope, 'delete', row);
  });
}

/** As the report writes it: only what it knows and what differs from its defaults, no page of a list. */
function normalQuery(query: string): string {
  const {
    limit: _limit,
    cursor: _cursor,
    ...search
  } = parseEventSearch(new URLSearchParams(query), {
    now: new Date(),
  });
  return toSearchParams(search).toString();
}

async function findOwnRow(tx: PrismaConnection, actor: Actor, scope: Scope, id: string): Promise<Row> {
  const row = await findSavedRow(tx, id);
  if (mayChange(actor, scope, row)) return row;
  throw new TrailkeepError('forbidden', `“${row.name}” is shared, and not yours to change.`, {
    hint: 'Save the search under a name of your own, or ask somebody who manages this scope.',
  });
}

function requireSharing(scope: Scope): void {
  if (scope.canManage) return;
  throw new TrailkeepError('forbidden', `Only those who manage ${scope.name} may share a search with it.`, {
    hint: 'Save it for yourself, and send its link to a colleague.',
  });
}

async function refuseTaken(name: string, saving: Promise<Row>): Promise<Row> {
  try {
    return await saving;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new TrailkeepError('conflict', `There is a search “${name}” already.`, {
      hint: 'Give another name, or delete that one first.',
      cause: error,
    });
  }
}

async function answer(
  tx: PrismaConnection,
  actor: Actor,
  scope: Scope,
  what: 'create' | 'update',
  row: Row,
): Promise<SavedSearch> {
  await audit(tx, actor, scope, what, row);
  const [saved] = await toSavedSearches(tx, actor, scope, [row]);
  if (!saved) throw new TrailkeepError('internal', 'A search was saved and is not there.');
  return saved;
}

async function audit(
  tx: PrismaConnection,
  actor: Actor,
  scope: Scope,
  what: 'create' | 'update' | 'delete',
  { name, shared }: Row,
): Promise<void> {
  await recordAudit(tx, {
    by: auditName(actor),
    action: `saved-search.${what}`,
    target: scopeKey(scope),
    detail: { name, shared },
  });
}
