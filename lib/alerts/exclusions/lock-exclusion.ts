import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';

const row = z.object({
  id: z.number(),
  ruleId: z.number(),
  accountId: z.string().nullable(),
  state: z.enum(['asked', 'granted', 'refused']),
  /** It was asked for, answered or not. */
  wasAsked: z.boolean(),
  until: z.date().nullable(),
});
export type LockedExclusion = z.infer<typeof row>;

/**
 * An exclusion that somebody made or asked for and that is not over, locked to be changed. `not-found` where the transaction's accounts
 * do not reach it, `conflict` where it is over.
 */
export async function lockExclusion(tx: PrismaConnection, id: number): Promise<LockedExclusion> {
  const rows: unknown[] = await tx.$queryRaw`
    select x.id, x.rule_id as "ruleId", lpad(x.account_id::text, 12, '0') as "accountId", x.state,
      x.state = 'asked' or x.decided_at is not null as "wasAsked", x.until,
      x.removed_at is not null or x.state = 'refused' or x.state = 'granted' and coalesce(x.until <= now(), false) as over
    from alert_exclusion x where x.id = ${id} and x.own_digest is null for update of x`;
  if (rows.length === 0)
    throw new TrailkeepError('not-found', `There is no exclusion ${id} here, or it is not yours to change.`, {
      hint: 'What holds in all accounts of a view is changed in the view.',
    });
  const { over, ...locked } = row.extend({ over: z.boolean() }).parse(rows[0]);
  if (!over) return locked;
  throw new TrailkeepError('conflict', 'This exclusion is over.', {
    hint: 'Make a new one, or ask for it again.',
  });
}
