import { recordAudit } from '#lib/audit/record.ts';
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

/** `acme`, or `acme-2`, `acme-3` … where views have the ones before. */
async function freeSlug(tx: PrismaConnection, wanted: string): Promise<string> {
  const rows = await tx.view.findMany({ where: { slug: { startsWith: wanted } }, select: { slug: true } });
  const taken = new Set(rows.map((row) => row.slug));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}
