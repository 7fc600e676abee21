import { z } from 'zod';
import { VALUE_KINDS } from '#lib/activity/value-kinds.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { FRESHNESS_DAYS } from '#lib/sources/freshness.ts';

const rows = z.array(z.object({ at: z.date().nullable() }));

/** The newest event of each account in a region, in the order asked; null for none in the last 28 days. From the rollups. */
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
       select max(day + last_second * interval '1 second') as at from activity_value
       where account_id = asked.account_id and kind = ${VALUE_KINDS.region} and value_id = region.id
         and day > $3::timestamptz - interval '${FRESHNESS_DAYS} days'
     ) newest on true
     order by asked.place`,
    [accounts, places.map(({ region }) => region), now],
  );
  return rows.parse(result.rows).map(({ at }) => at);
}
