import { z } from 'zod';
import type { Actor } from '#lib/auth/actor.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type PolicyCheckRun, policyReadings } from '../policy-reading.ts';

const time = z.date().transform((date) => date.toISOString());
const row = z.object({
  id: z.string(),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  result: policyReadings.nullable(),
}) satisfies z.ZodType<PolicyCheckRun>;

/**
 * A check as far as it is, for who asked for it; `not-found` for everybody else, after a day, and with a token for some scopes, of
 * which a check is none.
 */
export async function findPolicyCheck(db: Queryable, actor: Actor, checkId: string): Promise<PolicyCheckRun> {
  const { rows } = await db.query(
    `select id::text, created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt", result
     from policy_check where id = $1::uuid and user_id = $2::uuid and not $3`,
    [checkId, actor.userId, actor.limited ?? false],
  );
  if (!rows[0])
    throw new TrailkeepError('not-found', 'There is no such check any more.', { hint: 'Check again.' });
  return row.parse(rows[0]);
}
