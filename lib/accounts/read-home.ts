import { readScope } from '#lib/auth/read-scope.ts';
import type { Reach } from '#lib/auth/resolve-reach.ts';
import { narrowScope } from '#lib/auth/scope.ts';
import type { Pool } from '#lib/db/pool.ts';
import { type Home, type HomeAccount, type PlaceHealth, prepareHealth, prepareHome } from './prepare-home.ts';
import { readAccountActivity } from './queries/account-activity.ts';
import { listFeedingSources, listSourceHealth } from './queries/source-health.ts';

/** The views and accounts that a person may see, with how much happens in them, and whether the views' logs come in. Two queries. */
export async function readHome(pool: Pool, reach: Reach, now: Date): Promise<Home> {
  // How a source is says nothing of its accounts.
  const sourcesAlone = narrowScope(reach.scope, []);
  const [activity, sources] = await Promise.all([
    readScope(pool, reach.scope, (connection) => readAccountActivity(connection, reach.scope, now)),
    readScope(pool, sourcesAlone, (connection) => listSourceHealth(connection, sourcesAlone)),
  ]);
  return prepareHome({ reach, activity, sources });
}

/** Whether the logs of some of Home's accounts come in, by 12 digits: of those that a page shows, not of thousands. */
export async function readHealth(
  pool: Pool,
  reach: Reach,
  shown: readonly HomeAccount[],
  { sources }: Pick<Home, 'sources'>,
): Promise<Map<string, PlaceHealth>> {
  const scope = narrowScope(
    reach.scope,
    shown.map(({ id }) => id),
  );
  const feeding = await readScope(pool, scope, (connection) => listFeedingSources(connection, scope));
  return prepareHealth(shown, { reach, sources, feeding });
}
