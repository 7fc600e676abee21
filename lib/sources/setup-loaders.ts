import 'server-only';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type Backfill, prepareBackfill } from './backfill/prepare-backfill.ts';
import { listBackfills } from './backfill/queries/list-backfills.ts';

/** Collecting further back in the scope's sources. */
export async function loadBackfills(scope: Scope, now: Date): Promise<Backfill[]> {
  const facts = await readScope(webPool(), scope, (db) => listBackfills(db, scope));
  return facts.map((one) => prepareBackfill(one, now));
}

/** The views that this person sees whose buckets these are. */
export async function loadViewsOfBuckets(
  actor: Actor,
  buckets: readonly string[],
): Promise<{ bucket: string; name: string }[]> {
  const seen = actor.grants.flatMap(({ viewId }) => (viewId === null ? [] : [viewId]));
  const sources = await prisma().source.findMany({
    where: {
      bucket: { in: [...buckets] },
      removedAt: null,
      viewId: actor.role === 'admin' ? { not: null } : { in: seen },
    },
    select: { bucket: true, view: { select: { name: true } } },
  });
  return sources.flatMap(({ bucket, view }) => (bucket && view ? [{ bucket, name: view.name }] : []));
}
