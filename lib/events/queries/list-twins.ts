import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { isoTime } from '../event-row.ts';
import type { EventDetail } from '../schema.ts';
import type { FoundEvent } from './find-event.ts';

const rows = z.array(z.object({ account_id: z.string(), event_id: z.guid(), event_time: z.date() }));

/**
 * The same call as other accounts of the scope recorded it (sharedEventID), at most 20. Looked for within an hour of the
 * event, where its primary key leads: both records carry the time of the one call.
 */
export async function listTwins(
  db: Queryable,
  scope: Scope,
  event: FoundEvent,
): Promise<EventDetail['twins']> {
  if (event.shared_event_id === null) return [];
  const result = await db.query(
    `select account_id, event_id, event_time
     from event
     where account_id = any($1::bigint[]) and account_id <> $2::bigint
       and event_time between $3::timestamptz - interval '1 hour' and $3::timestamptz + interval '1 hour'
       and shared_event_id = $4::uuid
     order by account_id, event_time, event_id
     limit 20`,
    [scope.accountIds, event.account_id, event.event_time, event.shared_event_id],
  );
  return rows.parse(result.rows).map((row) => ({
    accountId: formatAccountId(row.account_id),
    eventId: row.event_id,
    eventTime: isoTime(row.event_time),
  }));
}
