import { z } from 'zod';
import { VALUE_KINDS } from '#lib/activity/value-kinds.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import { numberList, readList } from '#lib/db/lists.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { joinSql, type Sql, sql } from '#lib/db/sql.ts';
import { formatAccountId } from '../account-id.ts';

// The rollup with the fewest rows for each account and day; every event has one region.
const BY_REGION = VALUE_KINDS.region;
const MANAGEMENT = CATEGORIES.indexOf('management');

/** By place in each of the three. */
const counted = z.object({
  ids: numberList,
  events: numberList,
  lastSeconds: z.array(z.number().nullable()),
});
const newest = z.object({ ids: numberList, lastSeconds: numberList });

/** Events since the start of the time asked for, and when the newest was, in ms since 1970. */
export type AccountActivity = { events: number; lastMs: number | null };

export const ACTIVITY_DAYS = 14;

/**
 * Row-level security leaves the scope's accounts anyhow. Naming few of them lets an index find them; naming thousands makes the plan
 * alone take longer than the answer.
 */
const MANY = 500;

/**
 * Management events of the scope's accounts, by 12 digits, in the last 14 days (to the hour), as the Events report counts them by
 * default, and each account's newest event of any time. Accounts whose events are all gone or have never come are left out. Run it
 * inside `readScope`.
 */
export async function readAccountActivity(
  db: Queryable,
  { accountIds }: Pick<Scope, 'accountIds'>,
  now: Date,
): Promise<Map<string, AccountActivity>> {
  const activity = await readRecent(db, accountIds, now);
  const quiet = accountIds.filter((id) => !activity.get(id)?.lastMs);
  for (const [id, lastMs] of await readNewest(db, quiet))
    activity.set(id, { events: activity.get(id)?.events ?? 0, lastMs });
  return activity;
}

async function readRecent(
  db: Queryable,
  accountIds: readonly string[],
  now: Date,
): Promise<Map<string, AccountActivity>> {
  const { firstDay, firstHour, week, dayOfWeek } = activityStart(now);
  const ofScope = accountIds.length > MANY ? sql`true` : sql`account_id = any(${accountIds}::bigint[])`;
  const ofTheDay = sql`${ofScope} and kind = ${BY_REGION} and category = ${MANAGEMENT} and day = ${firstDay}`;
  const result = await db.query(
    sql`select json_build_object(
        'ids', coalesce(array_agg(account_id), '{}'),
        'events', coalesce(array_agg(events), '{}'),
        'lastSeconds', coalesce(array_agg(last_at), '{}')
      )::text as list
      from (
        select account_id, sum(events) as events, max(last_at) as last_at
        from (
          select account_id, ${LAST_AT} as last_at, case
            when category <> ${MANAGEMENT} then 0
            when week > ${week}::date then events
            else ${daysFrom(dayOfWeek)}
          end as events
          from activity_week
          where ${ofScope} and week >= ${week}::date
          union all
          select account_id, null, (hour_count >> 34)::integer
          from (select account_id, unnest(hour_counts) as hour_count from activity_value where ${ofTheDay}) as hours
          where hour_count & 31 >= ${firstHour}
        ) as activity
        group by account_id
      ) as counted`.toQuery(),
  );
  const { ids, events, lastSeconds } = readList(result.rows, counted);
  return new Map(
    ids.map((id, place) => {
      const last = lastSeconds[place] ?? null;
      return [
        formatAccountId(id),
        { events: events[place] ?? 0, lastMs: last === null ? null : last * SECOND_MS },
      ];
    }),
  );
}

/** The newest event of any time, in ms since 1970, of accounts that have been quiet for two weeks. */
async function readNewest(db: Queryable, accountIds: string[]): Promise<Map<string, number>> {
  if (accountIds.length === 0) return new Map();
  const result = await db.query(
    sql`select json_build_object(
        'ids', coalesce(array_agg(asked), '{}'), 'lastSeconds', coalesce(array_agg(last_at), '{}')
      )::text as list
      from (
        select asked, (
          select max(${LAST_AT}) from activity_week
          where account_id = asked
            and week = (select max(week) from activity_week where account_id = asked)
        ) as last_at
        from unnest(${accountIds}::bigint[]) as asked
      ) as quiet
      where last_at is not null`.toQuery(),
  );
  const { ids, lastSeconds } = readList(result.rows, newest);
  return new Map(ids.map((id, place) => [formatAccountId(id), (lastSeconds[place] ?? 0) * SECOND_MS]));
}

/** Seconds since 1970. */
const LAST_AT = sql`(week - date '1970-01-01')::bigint * 86400 + last_second`;

/** Events of a week's days, 0 being Monday. */
function daysFrom(dayOfWeek: number): Sql {
  const days = Array.from(
    { length: DAYS_A_WEEK - dayOfWeek },
    (_, n) => sql`day_events[${dayOfWeek + n + 1}]`,
  );
  return joinSql(days, sql` + `);
}

const SECOND_MS = 1000;
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
