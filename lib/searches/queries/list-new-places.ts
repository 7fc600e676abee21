import { z } from 'zod';
import { VALUE_KINDS } from '#lib/activity/value-kinds.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import type { TimeRange } from '#lib/time/ranges.ts';

const DAY_MS = 86_400_000;
/** What was not used in so many days before the period counts as new. */
export const DAYS_BEFORE = 90;
const MOST_PLACES = 200;
/** Addresses of a country that its link names. */
const MOST_ADDRESSES = 50;

const place = z.object({
  accountId: z.string(),
  /** A region (`eu-central-1`) or a country (ISO 3166). */
  value: z.string(),
  events: z.coerce.number(),
  errors: z.coerce.number(),
  firstSeen: z.date(),
  /** For countries: the addresses, most events first, at most 50; `addressCount` of them in all. */
  addresses: z.array(z.string()),
  addressCount: z.coerce.number(),
});
export type NewPlace = z.infer<typeof place>;

export type NewPlaces = {
  /** The period in whole days, UTC: what was counted. */
  period: TimeRange;
  regions: NewPlace[];
  countries: NewPlace[];
  /** There are more of one of them than 200. */
  truncated: boolean;
  /** Accounts with events in the 90 days before the period, which it was compared with. */
  accountsCompared: number;
  /** Accounts with events in the period alone: there is nothing to compare them with. */
  accountsWithoutPast: number;
};

/**
 * Regions and countries that an account was used from in the period and not in the 90 days before it, newest first. Counts
 * management events from the sums of single values; both ends of the period are widened to whole days (UTC).
 */
export async function listNewPlaces(db: Queryable, scope: Scope, range: TimeRange): Promise<NewPlaces> {
  const from = new Date(Math.floor(range.from.getTime() / DAY_MS) * DAY_MS);
  const to = new Date(Math.ceil(range.to.getTime() / DAY_MS) * DAY_MS);
  const since = new Date(from.getTime() - DAYS_BEFORE * DAY_MS);
  const days = { accounts: scope.accountIds, from, to, since };
  const regions = await placesOf(db, regionsUsed(days), days);
  const countries = await placesOf(db, countriesUsed(days), days);
  return {
    period: { from, to },
    regions: regions.slice(0, MOST_PLACES),
    countries: countries.slice(0, MOST_PLACES),
    truncated: Math.max(regions.length, countries.length) > MOST_PLACES,
    ...(await countAccounts(db, days)),
  };
}

type Days = TimeRange & { accounts: readonly string[]; since: Date };

const COUNTED = sql`v.category = 0`;

function regionsUsed({ accounts, since, to }: Days): Sql {
  return sql`
    select v.account_id, r.name as value, null as address, v.day, v.events, v.errors, v.first_second
    from activity_value v join region r on r.id = v.value_id
    where v.account_id = any(${accounts}::bigint[]) and v.kind = ${VALUE_KINDS.region} and ${COUNTED}
      and v.day >= ${since} and v.day < ${to}`;
}

function countriesUsed({ accounts, since, to }: Days): Sql {
  return sql`
    select v.account_id, a.country as value, a.value as address, v.day, v.events, v.errors, v.first_second
    from activity_value v join address a on a.id = v.value_id and a.country <> ''
    where v.account_id = any(${accounts}::bigint[]) and v.kind = ${VALUE_KINDS.address} and ${COUNTED}
      and v.day >= ${since} and v.day < ${to}`;
}

async function placesOf(db: Queryable, used: Sql, { accounts, from, since }: Days): Promise<NewPlace[]> {
  const { rows } = await db.query(
    sql`
      with used as materialized (${used}), past as (
        select distinct account_id from activity_value v
        where account_id = any(${accounts}::bigint[]) and kind = ${VALUE_KINDS.region} and ${COUNTED}
          and day >= ${since} and day < ${from}
      ), fresh as (
        select account_id, value, sum(events) as events, sum(errors) as errors,
          min(day + make_interval(secs => first_second)) as first_seen
        from used
        where value <> '' and account_id in (select account_id from past)
        group by account_id, value
        having min(day) >= ${from}
        order by first_seen desc, account_id, value
        limit ${MOST_PLACES + 1}
      )
      select lpad(f.account_id::text, 12, '0') as "accountId", f.value, f.events, f.errors, f.first_seen as "firstSeen",
        coalesce(a.addresses, '{}') as addresses, coalesce(a.addresses_in_all, 0) as "addressCount"
      from fresh f
      left join lateral (
        select (array_agg(address order by events desc, address))[1:${MOST_ADDRESSES}] as addresses,
          count(address) as addresses_in_all
        from (
          select address, sum(events) as events from used u
          where u.account_id = f.account_id and u.value = f.value and address is not null
          group by address
        ) by_address
      ) a on true
      order by f.first_seen desc, f.account_id, f.value`.toQuery(),
  );
  return z.array(place).parse(rows);
}

type Accounts = Pick<NewPlaces, 'accountsCompared' | 'accountsWithoutPast'>;

async function countAccounts(db: Queryable, { accounts, from, to, since }: Days): Promise<Accounts> {
  const { rows } = await db.query<Accounts>(
    sql`
      select count(*) filter (where first_day < ${from})::integer as "accountsCompared",
        count(*) filter (where first_day >= ${from})::integer as "accountsWithoutPast"
      from (
        select min(day) as first_day from activity_value v
        where account_id = any(${accounts}::bigint[]) and kind = ${VALUE_KINDS.region} and ${COUNTED}
          and day >= ${since} and day < ${to}
        group by account_id
      ) seen`.toQuery(),
  );
  return rows[0] ?? { accountsCompared: 0, accountsWithoutPast: 0 };
}
