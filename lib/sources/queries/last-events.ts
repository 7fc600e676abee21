import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { FRESHNESS_DAYS } from '../freshness.ts';

const rows = z.array(z.object({ at: z.date().nullable() }));

/**
 * The newest event of each account in a region, in the order asked; null for none in the last 28 days. Day by day from the newest,
 * until there is one.
 */
export async function listLastEvents(
  db: Queryable,
  scope: Scope,
  places: readonly { accountId: string | null; region: string }[],
  now: Date,
): Promise<(Date | null)[]> {
  const seen = new Set(scope.accountIds.map(Number));
  const accounts = places.map(({ accountId }) =>
    accountId !== null && seen.has(Number(accountId)) ? accountId : null,
  );
  const result = await db.query(
    `select newest.at
     from unnest($1::bigint[], $2::text[]) with ordinality as asked (account_id, region, place)
     left join region on region.name = asked.region
     left join lateral (
       select d.day + of_day.last_second * interval '1 second' as at
       from generate_series(0, ${FRESHNESS_DAYS}) as back
       cross join lateral (select date_trunc('day', $3::timestamptz, 'UTC') - back * interval '1 day' as day) d
       cross join lateral (
         select max(last_second) as last_second from activity_day
         where account_id = asked.account_id and day = d.day and region_id = region.id
       ) of_day
       where of_day.last_second is not null
       order by back
       limit 1
     ) newest on true
     order by asked.place`,
    [accounts, places.map(({ region }) => region), now],
  );
  return rows.parse(result.rows).map(({ at }) => at);
}
