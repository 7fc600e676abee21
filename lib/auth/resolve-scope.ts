import { z } from 'zod';
import { type PrismaConnection, prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type Actor, grantedIds } from './actor.ts';
import { mintScope, type Scope, type ScopeKind } from './scope.ts';

/**
 * The scope of one view (by slug) or one account (by its 12 digits), if this person may see it. `not-found` otherwise,
 * the same for what is not there and for what is not theirs: nobody learns which names exist.
 */
export async function resolveScope(
  actor: Actor,
  kind: ScopeKind,
  id: string,
  db: PrismaConnection = prisma(),
): Promise<Scope> {
  const scope = kind === 'view' ? await viewScope(db, actor, id) : await accountScope(db, actor, id);
  if (scope) return scope;
  throw new TrailkeepError('not-found', `There is no ${kind} ${id.slice(0, 80)}, or you may not see it.`, {
    hint: 'Check the address, or ask a security admin for access.',
    refused: true,
  });
}

// A removed source stays for the events' sake; it is nobody's any more.
const OWN_SOURCES = { where: { removedAt: null }, select: { id: true } } as const;

async function viewScope(db: PrismaConnection, actor: Actor, slug: string): Promise<Scope | null> {
  const view = await db.view.findUnique({ where: { slug }, include: { sources: OWN_SOURCES } });
  if (!view) return null;
  const grant = actor.grants.find((candidate) => candidate.viewId === view.id);
  if (actor.role !== 'admin' && !grant) return null;
  const canManage = actor.role === 'admin' || grant?.level === 'manager';
  return mintScope({
    kind: 'view',
    id: view.slug,
    name: view.name,
    accountIds: await listViewAccountIds(db, view.id),
    sourceIds: canManage ? sorted(view.sources) : [],
    canManage,
  });
}

async function accountScope(db: PrismaConnection, actor: Actor, id: string): Promise<Scope | null> {
  if (!/^\d{12}$/.test(id)) return null;
  const account = await db.account.findUnique({
    where: { id: BigInt(id) },
    include: { sources: OWN_SOURCES },
  });
  if (!account) return null;
  const grant = actor.grants.find((candidate) => candidate.accountId === id);
  if (actor.role !== 'admin' && !grant && !(await isInManagedView(db, actor, account.id))) return null;
  const canManage = actor.role === 'admin' || grant?.level === 'owner';
  return mintScope({
    kind: 'account',
    id,
    name: account.name,
    accountIds: [id],
    sourceIds: canManage ? sorted(account.sources) : [],
    canManage,
  });
}

const accountRows = z.array(z.object({ account_id: z.string().regex(/^\d{12}$/) }));

/** Members of the view and accounts that its sources hold: 12 digits each, sorted. */
async function listViewAccountIds(db: PrismaConnection, viewId: number): Promise<string[]> {
  const rows = await db.$queryRaw`
    select lpad(found::text, 12, '0') as account_id from accounts_of_view(${viewId}::int) as found order by found`;
  return accountRows.parse(rows).map((row) => row.account_id);
}

/** A view's manager may look at each of its accounts alone. */
async function isInManagedView(db: PrismaConnection, actor: Actor, account: bigint): Promise<boolean> {
  const { managedViews } = grantedIds(actor);
  if (managedViews.length === 0) return false;
  const rows = await db.$queryRaw`
    select view_id from accounts_by_view(${managedViews}::int[]) where account_id = ${account}::bigint limit 1`;
  return z.array(z.object({ view_id: z.number() })).parse(rows).length > 0;
}

function sorted(sources: { id: number }[]): number[] {
  return sources.map((source) => source.id).sort((a, b) => a - b);
}
