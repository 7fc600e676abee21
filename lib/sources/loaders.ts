import 'server-only';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { type Erasure, listErasures } from './queries/list-erasures.ts';
import { listSources } from './queries/list-sources.ts';
import { listWaitingAccounts, type WaitingAccounts } from './queries/list-waiting-accounts.ts';
import { findSourceSettings, type SourceSettings } from './queries/source-settings.ts';
import type { SourceItem } from './source-item.ts';

export type Configuration = {
  sources: SourceItem[];
  /** Removed, and their data not yet deleted. */
  erasures: Erasure[];
  /** Of the bucket whose id the URL names; null where it names none of this scope. */
  editing: SourceSettings | null;
  /** Found in buckets that a manager entered, and not shown before an admin confirms them. */
  waiting: WaitingAccounts[];
};

/** The log sources of a scope, and the settings of the one to be changed. */
export async function loadConfiguration(
  scope: Scope,
  sourceId: number | null,
  now: Date,
): Promise<Configuration> {
  const configured = readScope(webPool(), scope, async (db) => ({
    sources: await listSources(db, scope, now),
    editing: sourceId === null ? null : await findSourceSettings(db, scope, sourceId),
    waiting: await listWaitingAccounts(db, scope),
  }));
  // Removed sources belong to no scope any more: this question stands outside of it.
  const [configuration, erasures] = await Promise.all([configured, listErasures(webPool(), scope)]);
  return { ...configuration, erasures };
}
