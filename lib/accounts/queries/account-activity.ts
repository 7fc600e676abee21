import { z } from 'zod';
import { VALUE_KINDS } from '#lib/activity/value-kinds.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import type { Queryable } from '#lib/db/pool.ts';

// The rollup with the fewest rows for each account and day; every event has one region.
const BY_REGION = VALUE_KINDS.region;
const MANAGEMENT = CATEGORIES.indexOf('management');

const rows = z.array(
  z.object({
    account_id: z.string(),
    added: z.boolean(),
    events: z.coerce.number(),
    last_event_ms: z.number().nullable(),
  }),
);

/** `lastEventAt` is null for an account whose events are all gone or have never come; `added`: not discovered alone. */
export type AccountActivity = { accountId: string; added: boolean; events: number; lastEventAt: Date | null };

export const ACTIVITY_DAYS = 14;

/**
 * Row-level security leaves the scope's accounts anyhow. Naming few of them lets an index find them; naming thousands makes the plan
 * alone take longer than the answer.
 */
const MANY = 500;

/**
 * Management events of each of the scope's accounts in the last 14 days (to the hour), as the Events report counts them by
 * default, and each account's newest event of any time. Run it inside `readScope`.
 */
export async function listAccountActivity(
  db: Queryable,
  scope: Scope,
  now: Date,
): Promise<AccountActivity[]> {
  const { from, firstWholeDay } = activityStart(now);
  const ofScope = scope.accountIds.length > MANY ? 'true' : 'account_id = any($1::bigint[])';
  const result = await db.query(
    `with counted as (
       select account_id, sum(events) as events, max(last_at) as last_at
       from (
         select account_id, sum(events) as events, max(day + last_second * interval '1 second') as last_at
         from activity_value
         where ${ofScope} and kind = ${BY_REGION} and category = ${MANAGEMENT} and day >= $3
         group by account_id
         union all
         select account_id, sum(hour_count >> 34), max(day + last_second * interval '1 second')
         from activity_value cross join unnest(hour_counts) as hour_count
         where ${ofScope} and kind = ${BY_REGION} and category = ${MANAGEMENT}
           and day >= $3::timestamptz - interval '24 hours' and day < $3
           and day + (hour_count & 31) * interval '1 hour' >= $2
         group by account_id
       ) as activity
       group by account_id
     )
     select lpad(asked::text, 12, '0') as account_id, account.id is not null as added,
       coalesce(counted.events, 0) as events,
       1000 * extract(epoch from coalesce(counted.last_at, (
         select max(day + last_second * interval '1 second') from activity_day
         where account_id = asked
           and day = (select max(day) from activity_day where account_id = asked)
       )))::float8 as last_event_ms
     from unnest($1::bigint[]) as asked
     left join counted on counted.account_id = asked
     left join account on account.id = asked
     order by asked`,
    [scope.accountIds, from, firstWholeDay],
  );
  return rows.parse(result.rows).map((row) => ({
    accountId: row.account_id,
    added: row.added,
    events: row.events,
    lastEventAt: row.last_event_ms === null ? null : new Date(row.last_event_ms),
  }));
}

// The ragged first day is counted by the hour, the rest by the day: a day's row cannot be cut.
function activityStart(now: Date): { from: Date; firstWholeDay: Date } {
  const hourMs = 3_600_000;
  const dayMs = 24 * hourMs;
  const from = Math.floor((now.getTime() - ACTIVITY_DAYS * dayMs) / hourMs) * hourMs;
  return { from: new Date(from), firstWholeDay: new Date(Math.ceil(from / dayMs) * dayMs) };
}
