import { z } from 'zod';
import { accountNumber, isAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { describedEvent, describeEvents } from '../event-row.ts';

/** `time`, where it is known, makes the search a read of one row; without it the account's index is read, newest week first. */
export type EventAddress = { accountId: string; eventId: string; time?: Date };

const foundEvent = describedEvent.extend({ shared_event_id: z.guid().nullable() });
export type FoundEvent = z.infer<typeof foundEvent>;

/** The event with this id in this account. `not-found` if there is none, or the account is outside of the scope. */
export async function findEvent(db: Queryable, scope: Scope, address: EventAddress): Promise<FoundEvent> {
  const { accountId, eventId, time } = address;
  const possible =
    isAccountId(accountId) && scope.accountIds.includes(accountId) && z.guid().safeParse(eventId).success;
  if (!possible) throw noSuchEvent();
  const picked = sql`
    select * from event
    where account_id = ${accountNumber(accountId)}::bigint and event_id = ${eventId}::uuid
      and ${time ? sql`event_time = ${time}::timestamptz` : sql`true`}
    order by event_time desc
    limit 1`;
  const result = await db.query(describeEvents(picked, sql``, sql`, e.shared_event_id`).toQuery());
  const [event] = z.array(foundEvent).parse(result.rows);
  if (!event) throw noSuchEvent();
  return event;
}

function noSuchEvent(): TrailkeepError {
  return new TrailkeepError('not-found', 'There is no such event, or you may not see it.', {
    hint: 'Check the account and the event id. An event older than the retention is gone.',
  });
}
