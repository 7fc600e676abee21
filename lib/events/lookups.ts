import { joinSql, type Sql, sql } from '#lib/db/sql.ts';
import { type EventFilters, NONE } from './schema.ts';
import { hasLetters, toLikePattern } from './search-pattern.ts';

/** One more than a filter may match: so many ids coming back means that there are too many. */
export const LOOKUP_LIMIT = 50_001;

/**
 * The questions that turn filters into ids: each a select of (kind, ids, accounts, principals, others). Those about
 * principals, addresses … name the accounts first: under row-level security only that condition can use an index when
 * the other is a pattern.
 */
export function filterLookups(filters: EventFilters, accounts: readonly string[]): Sql[] {
  const { user, identityType, mfa, ip, accessKey, resource } = filters;
  const lookups = [successLookup, globalLookup('action', sql`action`, actionConditions(filters))];
  const bound = (kind: string, table: Sql, conditions: Sql[]) => {
    if (conditions.length > 0)
      lookups.push(boundLookup(kind, sql`select id, account_id from ${table}`, accounts, conditions));
  };
  if (filters.region.length > 0)
    lookups.push(globalLookup('region', sql`region`, [anyText(sql`name`, filters.region)]));
  const failures = errorConditions(filters);
  if (failures.length > 0) lookups.push(globalLookup('error', sql`error`, failures));
  bound('user', sql`principal`, [
    ...(user.length > 0 ? [anyText(sql`label`, user)] : []),
    ...(identityType.length > 0 ? [anyText(sql`identity_type`, identityType)] : []),
    ...(mfa === undefined ? [] : [sql`mfa = ${mfa}`]),
  ]);
  bound('ip', sql`address`, ip.length > 0 ? [anyText(sql`value`, ip)] : []);
  bound('accessKey', sql`access_key`, accessKey.length > 0 ? [anyText(sql`value`, accessKey)] : []);
  bound('resource', sql`resource`, resource.length > 0 ? [anyText(sql`value`, resource)] : []);
  return lookups;
}

/** The wildcard box: what each dimension has that matches. */
export function searchLookups(term: string, accounts: readonly string[]): Sql[] {
  const like = matcher(term);
  const principal = sql`(${like(sql`label`)} or ${like(sql`arn`)})`;
  // Sessions and keys of principals that match themselves are covered by those.
  const covered = sql`principal_id not in (select id from principal where account_id = any(${accounts}::bigint[]) and ${principal})`;
  const simple = (table: Sql) => sql`select id, account_id from ${table}`;
  return [
    globalLookup('q action', sql`action`, [sql`(${like(sql`event_name`)} or ${like(sql`service`)})`]),
    boundLookup('q user', simple(sql`principal`), accounts, [principal]),
    boundLookup('q ip', simple(sql`address`), accounts, [like(sql`value`)]),
    boundLookup('q session', sql`select id, account_id, principal_id from session`, accounts, [
      sql`(${like(sql`name`)} or ${like(sql`arn`)})`,
      covered,
    ]),
    boundLookup('q accessKey', simple(sql`access_key`), accounts, [like(sql`value`), covered]),
    boundLookup('q resource', simple(sql`resource`), accounts, [like(sql`value`)]),
  ];
}

/** A column that matches the term, in either case (of ASCII letters: the plain collation is twice as fast). */
export function matcher(term: string): (column: Sql) => Sql {
  const pattern = toLikePattern(term);
  return (column) =>
    hasLetters(term)
      ? sql`${column} collate "C" ilike ${pattern}`
      : sql`${column} collate "C" like ${pattern}`;
}

const successLookup = sql`
  select 'success' as kind, coalesce(array_agg(id), '{}') as ids, null::bigint[] as accounts, null::int[] as principals,
    null::int[] as others
  from error where outcome = 'success'`;

function globalLookup(kind: string, table: Sql, conditions: Sql[]): Sql {
  const matches = joinSql([sql`true`, ...conditions], sql` and `);
  return sql`
    select ${kind}, coalesce(array_agg(id) filter (where ${matches}), '{}'), null::bigint[], null::int[],
      coalesce(array_agg(id) filter (where not (${matches})), '{}')
    from ${table}`;
}

function boundLookup(kind: string, select: Sql, accounts: readonly string[], conditions: Sql[]): Sql {
  const principals =
    kind === 'q session' ? sql`coalesce(array_agg(distinct principal_id), '{}')` : sql`null::int[]`;
  return sql`
    select ${kind}, coalesce(array_agg(id), '{}'), coalesce(array_agg(distinct account_id), '{}'), ${principals}, null::int[]
    from (
      ${select} where account_id = any(${accounts}::bigint[]) and ${joinSql(conditions, sql` and `)}
      limit ${LOOKUP_LIMIT}
    ) found`;
}

function anyText(column: Sql, texts: readonly string[]): Sql {
  return sql`${column} = any(${texts.map((text) => (text === NONE ? '' : text))}::text[])`;
}

function actionConditions({ category, service, event, readOnly }: EventFilters): Sql[] {
  return [
    ...(category.length > 0 ? [anyText(sql`category`, category)] : []),
    ...(service.length > 0 ? [anyText(sql`service`, service)] : []),
    ...(event.length > 0 ? [anyText(sql`event_name`, event)] : []),
    ...(readOnly === undefined ? [] : [sql`read_only = ${readOnly}`]),
  ];
}

const OUTCOMES_OF = {
  all: [],
  success: ['success'],
  error: ['denied', 'auth-failed', 'error'],
  unauthorised: ['denied', 'auth-failed'],
} as const;

function errorConditions({ errorCode, outcome }: EventFilters): Sql[] {
  return [
    ...(errorCode.length > 0 ? [anyText(sql`code`, errorCode)] : []),
    ...(outcome === 'all' ? [] : [anyText(sql`outcome`, OUTCOMES_OF[outcome])]),
  ];
}
