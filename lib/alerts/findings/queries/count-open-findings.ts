import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import { indexPairs, numberList, readList } from '#lib/db/lists.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { joinSql, sql } from '#lib/db/sql.ts';
import { SEVERITIES, type Severity } from '../../rule-model.ts';

/** By place in each of the three; a number of findings and their severity's place in SEVERITIES stand in one number. */
const counted = z.object({
  accounts: numberList,
  views: z.array(z.number().nullable()),
  open: numberList,
});
const PER_COUNT = 8;

/** Open findings of one severity in one account, by the rules of a view, or by those of the account (null). */
export type OpenCount = { viewId: number | null; severity: Severity; open: number };

/** Those of an account, known by its 12 digits. Taken out of the answer when asked for: there may be ten thousand. */
export type OpenCounts = (accountId: string) => OpenCount[];

/** From so many accounts on row-level security alone picks theirs: to name them costs more than to pass the others by. */
const MANY = 200;

const PLACE_OF_SEVERITY = sql`case severity ${joinSql(
  SEVERITIES.map((severity, place) => sql`when ${severity} then ${place}::int`),
  sql` `,
)} end`;

/** The open findings of the scope's accounts, counted, from their index alone. */
export async function countOpenByAccount(
  db: Queryable,
  { accountIds }: Pick<Scope, 'accountIds'>,
): Promise<OpenCounts> {
  const ofScope = accountIds.length > MANY ? sql`true` : sql`account_id = any(${accountIds}::bigint[])`;
  const found = await db.query(
    sql`select json_build_object(
        'accounts', coalesce(array_agg(account_id), '{}'),
        'views', coalesce(array_agg(view_id), '{}'),
        'open', coalesce(array_agg(open), '{}')
      )::text as list
      from (
        select account_id, view_id, count(*) * ${PER_COUNT}::int + ${PLACE_OF_SEVERITY} as open from finding
        where state = 'open' and ${ofScope} group by account_id, view_id, severity
      ) as counted`.toQuery(),
  );
  const { accounts, views, open } = readList(found.rows, counted);
  const placesOf = indexPairs(accounts, [...accounts.keys()]);
  return (accountId) =>
    (placesOf.get(Number(accountId)) ?? []).flatMap((place) => {
      const packed = open[place] ?? 0;
      const severity = SEVERITIES[packed % PER_COUNT];
      return severity ? { viewId: views[place] ?? null, severity, open: Math.floor(packed / PER_COUNT) } : [];
    });
}
