import { z } from 'zod';
import { VALUE_KINDS } from '#lib/activity/value-kinds.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import type { Queryable } from '#lib/db/pool.ts';

// The rollup with the fewest rows for each account and day; every event has one region.
const BY_REGION = VALUE_KINDS.region;
const MANAGEMENT = CATEGORIES.indexOf('management');

// All as one text of lists: to take thousands of rows apart costs the driver more than it costs the database to count them.
const counted = z.object({
  added: z.array(z.boolean()),
  events: z.array(z.number()),
  lastSeconds: z.array(z.number().nullable()),
});
const asText = z.tuple([z.object({ list: z.string().transform((text): unknown => JSON.parse(text)) })]);

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
  const { firstDay, firstHour, week, dayOfWeek } = activityStart(now);
  const ofScope = scope.accountIds.length > MANY ? 'true' : 'account_id = any($1::bigint[])';
  const result = await db.query(
    `with counted as (
       select account_id, sum(events) as events, max(last_at) as last_at
       from (
         select account_id, max(${LAST_AT}) as last_at, sum(
           case when category <> ${MANAGEMENT} then 0
           when week > $4 then events
           else ${daysFrom(dayOfWeek)} end
         ) as events
         from activity_week
         where ${ofScope} and week >= $4
         group by account_id
         union all
         select account_id, null, sum((select sum(hour_count >> 34) from unnest(hour_counts) as hour_count where hour_count & 31 >= $3))
         from activity_value
         where ${ofScope} and kind = ${BY_REGION} and category = ${MANAGEMENT} and day = $2
         group by account_id
       ) as activity
       group by account_id
     )
     select json_build_object(
       'added', coalesce(json_agg(account.id is not null order by place), '[]'),
       'events', coalesce(json_agg(coalesce(counted.events, 0) order by place), '[]'),
       'lastSeconds', coalesce(json_agg(coalesce(counted.last_at, (
         select max(${LAST_AT}) from activity_week
         where account_id = asked
           and week = (select max(week) from activity_week where account_id = asked)
       )) order by place), '[]')
     )::text as list
     from unnest($1::bigint[]) with ordinality as scope (asked, place)
     left join counted on counted.account_id = asked
     left join account on account.id = asked`,
    [scope.accountIds, firstDay, firstHour, week],
  );
  const { added, events, lastSeconds } = counted.parse(asText.parse(result.rows)[0].list);
  return scope.accountIds.map((accountId, place) => {
    const last = lastSeconds[place] ?? null;
    return {
      accountId,
      added: added[place] ?? false,
      events: events[place] ?? 0,
      lastEventAt: last === null ? null : new Date(last * 1000),
    };
  });
}

/** Seconds since 1970. */
const LAST_AT = `(week - date '1970-01-01')::bigint * 86400 + last_second`;

/** Events of a week's days, 0 being Monday. */
function daysFrom(dayOfWeek: number): string {
  const days = Array.from({ length: DAYS_A_WEEK - dayOfWeek }, (_, n) => `day_events[${dayOfWeek + n + 1}]`);
  return days.join(' + ');
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS_A_WEEK = 7;

// The ragged first day is counted by the hour, from its `firstHour` on (24: not at all), the rest of its week by the day, what follows
// by the week. `week` is the Monday of the first whole day, which is its `dayOfWeek`, from 0 on.
function activityStart(now: Date): { firstDay: Date; firstHour: number; week: string; dayOfWeek: number } {
  const from = Math.floor((now.getTime() - ACTIVITY_DAYS * DAY_MS) / HOUR_MS) * HOUR_MS;
  const wholeDay = Math.ceil(from / DAY_MS) * DAY_MS;
  const firstDay = wholeDay - DAY_MS;
  const dayOfWeek = (new Date(wholeDay).getUTCDay() + 6) % 7;
  return {
    firstDay: new Date(firstDay),
    firstHour: (from - firstDay) / HOUR_MS,
    week: new Date(wholeDay - dayOfWeek * DAY_MS).toISOString().slice(0, 10),
    dayOfWeek,
  };
}
