import 'server-only';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { webPool } from '#lib/db/pool.ts';
import {
  accountPartOf,
  type LogSource,
  type LogSourcePage,
  type LogSourceParams,
  toLogSourcePage,
} from './log-sources.ts';
import { listLogSources } from './queries/list-log-sources.ts';
import { listSourceReach, type SourceReach } from './queries/list-source-reach.ts';

export type ListedLogSource = LogSource & SourceReach;

/** A page of the log sources that a person may see, over all of their views and accounts. `all` is how many there are. */
export async function loadLogSources(
  actor: Actor,
  params: LogSourceParams,
  now: Date,
): Promise<LogSourcePage<ListedLogSource> & { all: number }> {
  const { scope } = await resolveReach(actor);
  return readScope(webPool(), scope, async (db) => {
    const all = await listLogSources(db, scope, { accountPart: accountPartOf(params.q) }, now);
    const page = toLogSourcePage(all, params);
    const reach = await listSourceReach(
      db,
      scope,
      page.rows.map(({ id }) => id),
    );
    const nothing: SourceReach = { accounts: [], regions: [] };
    const rows = page.rows.map((source) => ({ ...source, ...(reach.get(source.id) ?? nothing) }));
    return { ...page, rows, all: all.length };
  });
}
