import { z } from 'zod';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { auditSource, storeSecret } from './source-record.ts';

/**
 * Deletes a view. Its log sources are removed with it as one by one: nothing more is collected, their keys are forgotten, their
 * events and ledger stay and are seen through the accounts. Grants, members and saved searches of the view go. Typing the slug is
 * asked for, because links and people lose it. `bad-request` for another text.
 */
export async function deleteView(db: PrismaClient, doer: Doer, slug: string, typed: string): Promise<void> {
  requireAdmin(doer, 'delete views');
  if (typed.trim() !== slug) {
    throw new TrailkeepError('bad-request', `Type ${slug} to delete this view.`);
  }
  await db.$transaction(async (tx) => {
    const view = await tx.view.findUnique({ where: { slug } });
    if (!view) throw new TrailkeepError('not-found', `There is no view ${slug}.`);
    const sources = await tx.source.findMany({ where: { viewId: view.id, removedAt: null } });
    for (const source of sources) {
      await storeSecret(tx, source.id, null);
      await tx.source.update({
        where: { id: source.id },
        data: {
          removedAt: new Date(),
          requestedAt: null,
          errorCode: null,
          errorMessage: null,
          errorHint: null,
        },
      });
      await auditSource(tx, doer, 'remove', source);
    }
    await tx.view.delete({ where: { id: view.id } });
    const detail = { name: view.name, sources: sources.length };
    await recordAudit(tx, { by: auditName(doer), action: 'view.delete', target: `view:${slug}`, detail });
  });
}

const counts = z.tuple([
  z.object({ sources: z.number(), people: z.number(), onlyHere: z.number(), searches: z.number() }),
]);

/** What goes with a view: `onlyHere` are people who see nothing else, `searches` the saved searches that are shared in it. */
export type ViewLosses = z.infer<typeof counts>[0];

export async function countViewLosses(db: PrismaClient, slug: string): Promise<ViewLosses> {
  return db.$transaction(async (tx) => {
    // Saved searches are under row-level security: the transaction says whose.
    await tx.$executeRaw`select set_config('app.view', (select id::text from view where slug = ${slug}), true)`;
    const [row] = counts.parse(
      await tx.$queryRaw`
        with here as (select id from view where slug = ${slug})
        select (select count(*)::int from source where view_id = here.id and removed_at is null) as sources,
          (select count(*)::int from access_grant where view_id = here.id) as people,
          (select count(*)::int from access_grant g join app_user on app_user.id = g.user_id
            where g.view_id = here.id and role <> 'admin' and not exists (
              select from access_grant o where o.user_id = g.user_id and o.id <> g.id)) as "onlyHere",
          (select count(*)::int from saved_search where view_id = here.id) as searches
        from here`,
    );
    return row;
  });
}
