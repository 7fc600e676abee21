import { randomUUID } from 'node:crypto';
import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { TrailkeepError, tooManyRequests } from '#lib/errors.ts';
import { fieldFault } from '#lib/sources/schema.ts';
import { findOwnSource } from '#lib/sources/source-record.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { readSetup, type SetupFields } from './setup-fields.ts';

/** Checks that one person may have waiting or running. */
const MOST_OPEN = 5;
/** By then a worker has looked at the next one. */
const RETRY_AFTER_SECONDS = 10;

/**
 * Asks a worker to read the real policies of a source's bucket, and of the key named in the boxes, and to judge them by what the boxes
 * say; returns the check's id. Throws a ZodError for wrong boxes, `not-found` for a source that is not there or not the actor's.
 */
export async function askPolicyCheck(
  db: PrismaClient,
  actor: Actor,
  sourceId: number,
  typed: SetupFields,
): Promise<string> {
  const { faults } = readSetup(typed);
  const [fault] = Object.entries(faults);
  if (fault) throw fieldFault([fault[0]], fault[1]);
  return db.$transaction(async (tx) => {
    const source = await findOwnSource(tx, actor, sourceId);
    if (source.kind !== 's3') throw new TrailkeepError('bad-request', 'A folder has no policies to check.');
    const [open] = await tx.$queryRaw<{ count: bigint }[]>`
      select count(*) from policy_check where user_id = ${actor.userId}::uuid and finished_at is null
        and created_at > now() - interval '10 minutes'`;
    if (Number(open?.count ?? 0) >= MOST_OPEN)
      throw tooManyRequests(`${MOST_OPEN} of your checks have not ended yet.`, {
        hint: 'Wait for them, then try again.',
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    const id = randomUUID();
    const fields = { ...typed, bucket: source.bucket ?? '' };
    await tx.$executeRaw`
      insert into policy_check (id, user_id, source_id, fields)
      values (${id}::uuid, ${actor.userId}::uuid, ${sourceId}, ${JSON.stringify(fields)}::jsonb)`;
    await recordAudit(tx, {
      by: auditName(actor),
      action: 'policies.check',
      target: `source:${sourceId}`,
      detail: { bucket: source.bucket ?? '', key: fields.key },
    });
    await tx.$executeRaw`select pg_notify('trailkeep_policies', ${id})`;
    return id;
  });
}
