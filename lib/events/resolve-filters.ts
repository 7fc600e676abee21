import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { joinSql, sql } from '#lib/db/sql.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { filterLookups, LOOKUP_LIMIT, searchLookups } from './lookups.ts';
import type { Ids, ResolvedFilters, ResolvedSearch } from './resolved-filters.ts';
import type { EventFilters } from './schema.ts';
import { toRegExp } from './search-pattern.ts';

const rows = z.array(
  z.object({
    kind: z.string(),
    ids: z.array(z.number()),
    /** The accounts that the ids belong to; null for the dimensions that all accounts share. */
    accounts: z.array(z.string()).nullable(),
    /** For sessions, whose principals they are. */
    principals: z.array(z.number()).nullable(),
    /** For the dimensions that all accounts share, the ids that do not match. */
    others: z.array(z.number()).nullable(),
  }),
);
type Found = Map<string, z.infer<typeof rows>[number]>;

/**
 * Filters as ids of the dimensions, within the scope, in one round trip. `bad-request` where a filter matches more
 * values than any later query could use, never a silent cut.
 */
export async function resolveFilters(
  db: Queryable,
  scope: Scope,
  filters: EventFilters,
): Promise<ResolvedFilters> {
  const accounts = accountsOf(scope, filters);
  // A lone `*` asks for everything.
  const term = /^\**$/.test(filters.q) ? '' : filters.q;
  const lookups = [...filterLookups(filters, accounts), ...(term ? searchLookups(term, accounts) : [])];
  const result = await db.query(joinSql(lookups, sql` union all `).toQuery());
  const found: Found = new Map(rows.parse(result.rows).map((row) => [row.kind, row]));
  refuseTooMany(found);
  const search = term ? resolveSearch(term, accounts, found) : null;
  return {
    from: filters.from,
    to: filters.to,
    accountIds: narrowAccounts(accounts, found, search),
    regionIds: idsOf(found, 'region'),
    ...actionsOf(found),
    principalIds: idsOf(found, 'user'),
    addressIds: idsOf(found, 'ip'),
    errorIds: idsOf(found, 'error'),
    accessKeyIds: idsOf(found, 'accessKey'),
    resourceIds: idsOf(found, 'resource'),
    search,
    categories: categoryIndexes(filters),
    actionsChosen: filters.service.length + filters.event.length > 0 || filters.readOnly !== undefined,
    successIds: found.get('success')?.ids ?? [],
  };
}

function accountsOf(scope: Scope, { account }: EventFilters): readonly string[] {
  return account.length === 0 ? scope.accountIds : scope.accountIds.filter((id) => account.includes(id));
}

function idsOf(found: Found, kind: string): Ids {
  const row = found.get(kind);
  return !row || row.others?.length === 0 ? null : row.ids;
}

// Nearly all actions are of one category: naming the few others is much cheaper for every row.
function actionsOf(found: Found): Pick<ResolvedFilters, 'actionIds' | 'otherActionIds'> {
  const { ids = [], others } = found.get('action') ?? {};
  if (!others?.length) return { actionIds: null, otherActionIds: null };
  return others.length < ids.length
    ? { actionIds: null, otherActionIds: others }
    : { actionIds: ids, otherActionIds: null };
}

function resolveSearch(term: string, accounts: readonly string[], found: Found): ResolvedSearch {
  const ids = (kind: string) => found.get(`q ${kind}`)?.ids ?? [];
  const pattern = toRegExp(term);
  return {
    accountIds: accounts.filter((id) => pattern.test(id)),
    principalIds: ids('user'),
    actionIds: ids('action'),
    addressIds: ids('ip'),
    sessionIds: ids('session'),
    sessionPrincipalIds: found.get('q session')?.principals ?? [],
    accessKeyIds: ids('accessKey'),
    resourceIds: ids('resource'),
  };
}

/** Ids of one account's principals, addresses … rule the other accounts out: their rows need not be read at all. */
function narrowAccounts(
  accounts: readonly string[],
  found: Found,
  search: ResolvedSearch | null,
): readonly string[] {
  const owners = (kind: string) =>
    found.get(kind)?.accounts?.map((account) => account.padStart(12, '0')) ?? null;
  const sets = ['user', 'ip', 'accessKey', 'resource'].map(owners);
  if (search && search.actionIds.length === 0) {
    const searched = ['q user', 'q ip', 'q session', 'q accessKey', 'q resource'].flatMap(
      (kind) => owners(kind) ?? [],
    );
    sets.push([...searched, ...search.accountIds]);
  }
  const allowed = sets.filter((set) => set !== null).map((set) => new Set(set));
  return accounts.filter((account) => allowed.every((set) => set.has(account)));
}

function categoryIndexes({ category }: EventFilters): readonly number[] | null {
  if (category.length === 0 || CATEGORIES.every((name) => category.includes(name))) return null;
  return category.map((name) => CATEGORIES.indexOf(name));
}

function refuseTooMany(found: Found): void {
  const tooMany = [...found.values()].find((row) => row.ids.length >= LOOKUP_LIMIT);
  if (!tooMany) return;
  const what = tooMany.kind.startsWith('q ') ? 'search text' : `${tooMany.kind} filter`;
  throw new TrailkeepError('bad-request', `The ${what} matches more than ${LOOKUP_LIMIT - 1} values.`, {
    hint: 'Use a longer search text, or choose fewer accounts.',
  });
}
