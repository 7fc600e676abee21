import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer, requireAdmin } from '#lib/auth/actor.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { getRetention } from './queries/get-retention.ts';
import { listStoredWeeks } from './queries/list-stored-weeks.ts';
import type { Retention } from './schema.ts';
import { weeksToDelete } from './weeks-to-delete.ts';

/** A worker that hears this applies the retention at once. */
const CHANNEL = 'trailkeep_retention';

/**
 * Sets how long things are kept. Where that deletes weeks of events, `typed` must be the number of days once more: nothing brings
 * them back. `bad-request` where it is not.
 */
export async function setRetention(
  db: PrismaClient,
  doer: Doer,
  { eventDays, auditDays }: Retention,
  typed: string,
  now: Date = new Date(),
): Promise<void> {
  requireAdmin(doer, 'change how long things are kept');
  await db.$transaction(async (tx) => {
    const before = await getRetention(tx);
    if (before.eventDays === eventDays && before.auditDays === auditDays) return;
    const gone = weeksToDelete(await listStoredWeeks(tx), eventDays, now);
    if (gone.length > 0 && typed.trim() !== String(eventDays)) {
      throw new TrailkeepError(
        'bad-request',
        `This deletes ${gone.length === 1 ? 'a week' : `${gone.length} weeks`} of events.`,
        { hint: `Type ${eventDays} to go on.` },
      );
    }
    await tx.$executeRaw`
      update retention set event_days = ${eventDays}::int, audit_days = ${auditDays}::int, changed_at = now()`;
    await recordAudit(tx, {
      by: auditName(doer),
      action: 'retention.set',
      target: 'retention',
      detail: { from: before, to: { eventDays, auditDays }, weeksToDelete: gone.map(({ week }) => week) },
    });
    await tx.$executeRaw`select pg_notify(${CHANNEL}, '')`;
  });
}
