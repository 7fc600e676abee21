import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer } from '#lib/auth/actor.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { findOwnSource } from '#lib/sources/source-record.ts';
import type { PrismaClient } from '#prisma/client.ts';
import type { RetryState } from './schema.ts';

/** A hundred thousand objects take seconds; Prisma's own limit is five. */
const LONGEST_MS = 60_000;

/**
 * Lets failed or quarantined objects of a source be taken anew, at once: those of the given states, or the one with that id. Returns
 * how many there were; those that a batch is trying this moment are passed over. Throws `not-found` for another's source, and
 * where the one object asked for is not there or needs no retry.
 */
export async function retryObjects(
  db: PrismaClient,
  doer: Doer,
  sourceId: number,
  which: { states: readonly RetryState[] } | { objectId: string },
): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const source = await findOwnSource(tx, doer, sourceId);
      const objects = await letWait(tx, sourceId, which);
      if ('objectId' in which && objects === 0)
        throw new TrailkeepError('not-found', 'This object no longer waits for another try.', {
          hint: 'It was taken meanwhile, or is being tried just now.',
        });
      await tx.$executeRaw`update source set requested_at = now(), next_list_at = now() where id = ${sourceId}`;
      await tx.$executeRaw`select pg_notify('trailkeep_collect', ${String(sourceId)})`;
      await recordAudit(tx, {
        by: auditName(doer),
        action: 'source.retry',
        target: `source:${sourceId}`,
        detail: { from: source.directory ?? `s3://${source.bucket}/${source.prefix}`, objects, ...which },
      });
      return objects;
    },
    { timeout: LONGEST_MS },
  );
}

async function letWait(
  tx: PrismaConnection,
  sourceId: number,
  which: { states: readonly RetryState[] } | { objectId: string },
): Promise<number> {
  const states = 'states' in which ? [...which.states] : ['failed', 'quarantined'];
  const objectId = 'objectId' in which ? BigInt(which.objectId) : null;
  await tx.$executeRaw`select set_config('app.sources', ${String(sourceId)}, true)`;
  const rows = await tx.$queryRaw<{ objects: number }[]>`
    select retry_objects(${sourceId}::int, ${states}::text[], ${objectId}::bigint) as objects`;
  return rows[0]?.objects ?? 0;
}

/** Notes that somebody took the bytes of an object out of the portal. */
export async function recordDownload(
  db: PrismaClient,
  doer: Doer,
  object: { sourceId: number; objectId: string; key: string },
): Promise<void> {
  const { sourceId, objectId, key } = object;
  await recordAudit(db, {
    by: auditName(doer),
    action: 'object.download',
    target: `source:${sourceId}`,
    detail: { objectId, key },
  });
}

/** Notes that somebody was shown records of an object as delivered: those that could not be read, in a page from `after` on. */
export async function recordUnreadRead(
  db: PrismaClient,
  doer: Doer,
  { objectId, after, scope, records }: { objectId: string; after: number; scope: string; records: number },
): Promise<void> {
  if (records === 0) return;
  await recordAudit(db, {
    by: auditName(doer),
    action: 'object.read-raw',
    target: scope,
    detail: { objectId, after, records },
  });
}
