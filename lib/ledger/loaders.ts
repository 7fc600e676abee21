import 'server-only';
import { listAccountNames } from '#lib/accounts/queries/account-names.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { webPool } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type LedgerPageParams, toObjectQuery } from './page-params.ts';
import { findLedgerSource, type LedgerSource } from './queries/find-ledger-source.ts';
import { getLedgerSummary } from './queries/ledger-summary.ts';
import { type Delivery, listDeliveries, listSilent } from './queries/list-deliveries.ts';
import { type FoundAccount, listFoundAccounts } from './queries/list-found-accounts.ts';
import { listObjects } from './queries/list-objects.ts';
import type { LedgerSummary, ObjectPage } from './schema.ts';

export const OBJECTS_SHOWN = 50;
export const DELIVERIES_SHOWN = 25;
export const FOUND_SHOWN = 20;

export type LedgerFreshness = {
  /** What is listed: what fell silent where anything did, unless all were asked for. */
  shown: 'all' | 'silent';
  deliveries: Delivery[];
  next: string | null;
  silent: number;
};

export type LedgerPage = {
  source: LedgerSource;
  summary: LedgerSummary;
  objects: ObjectPage;
  freshness: LedgerFreshness;
  found: { accounts: FoundAccount[]; total: number };
  /** By 12 digits. */
  accountNames: Record<string, string>;
};

/** Everything on the page of a source; null for a source that is not there or not of this scope. */
export async function loadLedger(
  scope: Scope,
  sourceId: number,
  params: LedgerPageParams,
  now: Date,
): Promise<LedgerPage | null> {
  return readScope(webPool(), scope, async (db) => {
    const source = await findLedgerSource(db, scope, sourceId);
    if (!source) return null;
    return {
      source,
      summary: await getLedgerSummary(db, scope, sourceId),
      objects: await listShown(db, scope, sourceId, params),
      freshness: await listFreshness(db, scope, sourceId, params, now),
      found: await listFoundAccounts(db, scope, { sourceId, limit: FOUND_SHOWN }),
      accountNames: await listAccountNames(db, scope),
    };
  });
}

// A link with an old cursor of another list is no reason for an error page: its first page is what it means.
async function listShown(
  db: Queryable,
  scope: Scope,
  sourceId: number,
  { show, prefix, after }: LedgerPageParams,
): Promise<ObjectPage> {
  const query = { ...toObjectQuery(show), prefix, sourceId, limit: OBJECTS_SHOWN };
  try {
    return await listObjects(db, scope, { ...query, cursor: after || undefined });
  } catch (error) {
    if (!(error instanceof TrailkeepError) || error.code !== 'bad-request') throw error;
    return listObjects(db, scope, query);
  }
}

async function listFreshness(
  db: Queryable,
  scope: Scope,
  sourceId: number,
  { fresh, from }: LedgerPageParams,
  now: Date,
): Promise<LedgerFreshness> {
  const silent = await listSilent(db, scope, { sourceId, limit: 100 }, now);
  const shown = fresh ?? (silent.total > 0 ? 'silent' : 'all');
  if (shown === 'silent') return { shown, deliveries: silent.deliveries, next: null, silent: silent.total };
  const query = { sourceId, limit: DELIVERIES_SHOWN, after: from || undefined };
  return { shown, ...(await listDeliveries(db, scope, query, now)), silent: silent.total };
}
