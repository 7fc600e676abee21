import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { describedEvent, describeEvents, toEventRow } from '#lib/events/event-row.ts';
import type { EventRow } from '#lib/events/schema.ts';
import type { FiringEvent } from './gather.ts';

/** Events as the reports show them, newest first; those that are gone by now are left out. */
export async function describeFirings(db: Queryable, firings: readonly FiringEvent[]): Promise<EventRow[]> {
  if (firings.length === 0) return [];
  const picked = sql`
    select e.*
    from unnest(${firings.map(({ accountId }) => accountId)}::bigint[],
      ${firings.map(({ timeMs }) => new Date(timeMs).toISOString())}::timestamptz[],
      ${firings.map(({ eventId }) => eventId)}::uuid[]) as asked (account_id, event_time, event_id)
    join event e using (account_id, event_time, event_id)`;
  const order = sql`order by e.event_time desc, e.account_id desc, e.event_id desc`;
  const result = await db.query(describeEvents(picked, order).toQuery());
  return z.array(describedEvent).parse(result.rows).map(toEventRow);
}
