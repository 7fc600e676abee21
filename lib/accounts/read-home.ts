import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { type Reach, resolveReach } from '#lib/auth/resolve-reach.ts';
import type { Pool } from '#lib/db/pool.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { type Home, prepareHome } from './prepare-home.ts';
import { listAccountActivity } from './queries/account-activity.ts';
import { listSourceHealth } from './queries/source-health.ts';

/** The views and accounts that a person may see, with how much happens in them and whether their logs come in. Four queries. */
export async function readHome(
  { pool, db }: { pool: Pool; db: PrismaConnection },
  actor: Actor,
  now: Date,
): Promise<Home> {
  return readReach(pool, await resolveReach(actor, db), now);
}

/** The same of what is known to be theirs. */
export async function readReach(pool: Pool, reach: Reach, now: Date): Promise<Home> {
  // Side by side: over thousands of accounts each of the two takes a while.
  const [activity, sources] = await Promise.all([
    readScope(pool, reach.scope, (connection) => listAccountActivity(connection, reach.scope, now)),
    readScope(pool, reach.scope, (connection) => listSourceHealth(connection, reach.scope)),
  ]);
  return prepareHome({ reach, activity, sources });
}
