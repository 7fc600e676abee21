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

/** By place in each of the three; `firstDay` is what the ragged day holds at all. */
const counted = z.object({
  ids: numberList,
  events: numberList,
  lastSeconds: numberList,
  firstDay: z.string(),
});
const summed = z.object({ ids: numberList, events: numberList });
const newest = z.object({ ids: numberList, lastSeconds: numberList });

/** Events since the start of the time asked for, and when the newest was, in ms since 1970. */
export type AccountActivity = { events: number; lastMs: number | null };

export const ACTIVITY_DAYS = 14;

type ActivityScope = Pick<Scope, 'accountIds'>;

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
  scope: ActivityScope,
  now: Date,
): Promise<Map<string, AccountActivity>> {
  const activity = await readRecent(db, scope, now);
  const quiet = scope.accountIds.filter((id) => !activity.get(id)?.lastMs);
  for (const [id, lastMs] of await readNewest(db, quiet))
    activity.set(id, { events: activity.get(id)?.events ?? 0, lastMs });
  return activity;
}

async function readRecent(
  db: Queryable,
  scope: ActivityScope,
  now: Date,
): Promise<Map<string, AccountActivity>> {
  const start = activityStart(now);
  const { week, dayOfWeek } = start;
  const result = await db.query(
    sql`select json_build_object(
        'ids', coalesce(array_agg(account_id), '{}'),
        'events', coalesce(array_agg(events), '{}'),
        'lastSeconds', coalesce(array_agg(last_at), '{}'),
        'firstDay', (
          select count(*) || ' ' || coalesce(sum(events), 0) from activity_value where ${ofFirstDay(scope, start)}
        )
      )::text as list
      from (
        select account_id, max(${LAST_AT}) as last_at, sum(case
          when category <> ${MANAGEMENT} then 0
          when week > ${week}::date then events
          else ${daysFrom(dayOfWeek)}
        end) as events
        from activity_week
        where ${ofScope(scope)} and week >= ${week}::date
        group by account_id
      ) as counted`.toQuery(),
  );
  const { ids, events, lastSeconds, firstDay } = readList(result.rows, counted);
  const activity = new Map<string, AccountActivity>();
  ids.forEach((id, place) => {
    const lastMs = (lastSeconds[place] ?? 0) * SECOND_MS;
    activity.set(formatAccountId(id), { events: events[place] ?? 0, lastMs });
  });
  for (const [id, more] of await readFirstHours(db, scope, start, firstDay)) {
    const { events = 0, lastMs = null } = activity.get(id) ?? {};
    activity.set(id, { events: events + more, lastMs });
  }
  return activity;
}

/** What an admin's thousands of accounts had in the first day's hours, by the object that their scope is. */
const firstHours = new WeakMap<ActivityScope, { of: string; events: ReadonlyMap<string, number> }>();

/**
 * Management events of the ragged first day from its hour on, by 12 digits. To add up every account's hours takes longer than all the
 * rest, and they are two weeks old: asked for again when the hour has passed, or that day holds something else (`firstDay`).
 */
async function readFirstHours(
  db: Queryable,
  scope: ActivityScope,
  start: ActivityStart,
  firstDay: string,
): Promise<ReadonlyMap<string, number>> {
  const of = `${start.firstDay.toISOString()} ${start.firstHour} ${firstDay}`;
  const known = firstHours.get(scope);
  if (known?.of === of) return known.events;
  const result = await db.query(
    sql`select json_build_object('ids', coalesce(array_agg(account_id), '{}'), 'events', coalesce(array_agg(events), '{}'))::text as list
      from (
        select account_id, sum((hour_count >> 34)::integer) as events
        from (
          select account_id, unnest(hour_counts) as hour_count from activity_value where ${ofFirstDay(scope, start)}
        ) as hours
        where hour_count & 31 >= ${start.firstHour}
        group by account_id
      ) as counted`.toQuery(),
  );
  const { ids, events } = readList(result.rows, summed);
  const found = new Map(ids.map((id, place) => [formatAccountId(id), events[place] ?? 0]));
  firstHours.set(scope, { of, events: found });
  return found;
}

function ofScope({ accountIds }: ActivityScope): Sql {
  return accountIds.length > MANY ? sql`true` : sql`account_id = any(${accountIds}::bigint[])`;
}

function ofFirstDay(scope: ActivityScope, { firstDay }: ActivityStart): Sql {
  return sql`${ofScope(scope)} and kind = ${BY_REGION} and category = ${MANAGEMENT} and day = ${firstDay}`;
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

type ActivityStart = { firstDay: Date; firstHour: number; week: string; dayOfWeek: number };

// The ragged first day is counted by the hour, from its `firstHour` on (24: not at all), the rest of its week by the day, what follows
// by the week. `week` is the Monday of the first whole day, which is its `dayOfWeek`, from 0 on.
function activityStart(now: Date): ActivityStart {
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
