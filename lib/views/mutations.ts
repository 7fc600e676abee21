import { recordAudit, recordAudits } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import { isUniqueViolation, type PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient, View } from '#prisma/client.ts';
import { type NewView, toSlug } from './schema.ts';

/** `forbidden` unless the doer is an admin; `conflict` if a slug that was asked for is taken. */
export async function createView(
  db: PrismaClient,
  doer: Doer,
  { name, slug }: NewView,
): Promise<Pick<View, 'id' | 'slug' | 'name'>> {
  requireAdmin(doer, 'create views');
  try {
    return await db.$transaction(async (tx) => {
      const view = await tx.view.create({ data: { name, slug: slug ?? (await freeSlug(tx, toSlug(name))) } });
      await recordAudit(tx, {
        by: auditName(doer),
        action: 'view.create',
        target: `view:${view.slug}`,
        detail: { name },
      });
      return { id: view.id, slug: view.slug, name: view.name };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new TrailkeepError('conflict', `There is a view ${slug ?? toSlug(name)} already.`, {
      hint: 'Choose another slug.',
      cause: error,
    });
  }
}

/** Changes what people call a view. Its slug stays, and with it every link. */
export async function renameView(db: PrismaClient, doer: Doer, slug: string, name: string): Promise<void> {
  requireAdmin(doer, 'rename views');
  await db.$transaction(async (tx) => {
    const view = await findBySlug(tx, slug);
    if (view.name === name) return;
    await tx.view.update({ where: { id: view.id }, data: { name } });
    const detail = { from: view.name, to: name };
    await recordAudit(tx, { by: auditName(doer), action: 'view.rename', target: `view:${slug}`, detail });
  });
}

/** Puts added accounts (12 digits each) into a view, all or none. Those that are in it already stay. */
export async function addMembers(
  db: PrismaClient,
  doer: Doer,
  slug: string,
  accountIds: readonly string[],
): Promise<void> {
  requireAdmin(doer, 'change which accounts a view has');
  await db.$transaction(async (tx) => {
    const view = await findBySlug(tx, slug);
    const wanted = [...new Set(accountIds)].map((id) => BigInt(id));
    if ((await tx.account.count({ where: { id: { in: wanted } } })) < wanted.length) {
      throw new TrailkeepError('not-found', 'One of these accounts is not there any more.', {
        hint: 'Nothing was changed.',
      });
    }
    const joined = await tx.viewAccount.createManyAndReturn({
      data: wanted.map((accountId) => ({ viewId: view.id, accountId })),
      skipDuplicates: true,
    });
    const line = { by: auditName(doer), action: 'view.add-account', target: `view:${slug}` };
    await recordAudits(
      tx,
      joined.map(({ accountId }) => ({ ...line, detail: { account: String(accountId).padStart(12, '0') } })),
    );
  });
}

/** Takes an account out of a view. The view goes on seeing it where it is found in one of the view's buckets. */
export async function removeMember(
  db: PrismaClient,
  doer: Doer,
  slug: string,
  accountId: string,
): Promise<void> {
  requireAdmin(doer, 'change which accounts a view has');
  await db.$transaction(async (tx) => {
    const view = await findBySlug(tx, slug);
    const gone = await tx.viewAccount.deleteMany({
      where: { viewId: view.id, accountId: BigInt(accountId) },
    });
    if (gone.count === 0) return;
    const line = { by: auditName(doer), action: 'view.remove-account', target: `view:${slug}` };
    await recordAudit(tx, { ...line, detail: { account: accountId } });
  });
}

async function findBySlug(tx: PrismaConnection, slug: string): Promise<View> {
  const view = await tx.view.findUnique({ where: { slug } });
  if (view) return view;
  throw new TrailkeepError('not-found', `There is no view ${slug.slice(0, 80)}.`);
}

/** `acme`, or `acme-2`, `acme-3` … where views have the ones before. */
async function freeSlug(tx: PrismaConnection, wanted: string): Promise<string> {
  const rows = await tx.view.findMany({ where: { slug: { startsWith: wanted } }, select: { slug: true } });
  const taken = new Set(rows.map((row) => row.slug));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}
