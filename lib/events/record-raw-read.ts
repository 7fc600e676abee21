import { recordAudit } from '#lib/audit/record.ts';
import { type Actor, auditName } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { prisma } from '#lib/db/prisma.ts';
import type { EventDetail } from './schema.ts';

/** Notes that somebody was shown the record of an event as delivered. */
export async function recordRawRead(actor: Actor, scope: Scope, event: EventDetail): Promise<void> {
  if (event.raw === null) return;
  await recordAudit(prisma(), {
    by: auditName(actor),
    action: 'event.read-raw',
    target: `account:${event.accountId}`,
    detail: { eventId: event.eventId, event: `${event.service} ${event.eventName}`, scope: scopeKey(scope) },
  });
}
