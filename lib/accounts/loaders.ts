import 'server-only';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { webPool } from '#lib/db/pool.ts';
import { type Home, prepareHome } from './prepare-home.ts';
import { listAccountActivity } from './queries/account-activity.ts';
import { listAddedAccounts } from './queries/added-accounts.ts';
import { listSourceHealth } from './queries/source-health.ts';

/** The views and accounts that a person may see, with how much happens in them and whether their logs come in. */
export async function loadHome(actor: Actor, now: Date): Promise<Home> {
  const reach = await resolveReach(actor);
  // Side by side: over thousands of accounts each of the two takes a while.
  const [activity, rest] = await Promise.all([
    readScope(webPool(), reach.scope, (db) => listAccountActivity(db, reach.scope, now)),
    readScope(webPool(), reach.scope, async (db) => ({
      added: await listAddedAccounts(db, reach.scope),
      sources: await listSourceHealth(db, reach.scope),
    })),
  ]);
  return prepareHome({ reach, activity, ...rest });
}
