import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import { WORKER_SILENT_MS } from '#lib/db/health.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { isoTime } from '../event-row.ts';
import type { Freshness } from '../freshness.ts';

const LOOKED_BACK_MS = 90 * 86_400_000;

const rows = z.array(z.object({ account_id: z.string(), newest: z.date().nullable() }));
const worker = z.object({ seen: z.date().nullable() });

/** The newest event of each of the scope's accounts, by their primary keys, and whether a worker runs. */
export async function getFreshness(db: Queryable, scope: Scope, now: Date): Promise<Freshness> {
  const since = new Date(now.getTime() - LOOKED_BACK_MS);
  const newest = await db.query(
    sql`
      select lpad(asked::text, 12, '0') as account_id, (
        select event_time from event
        where account_id = asked and event_time >= ${since}::timestamptz
        order by event_time desc
        limit 1
      ) as newest
      from unnest(${scope.accountIds}::bigint[]) asked
      order by asked`.toQuery(),
  );
  const { rows: heartbeats } = await db.query('select max(seen_at) as seen from worker_heartbeat');
  const { seen } = worker.parse(heartbeats[0]);
  return {
    accounts: rows.parse(newest.rows).map((row) => ({
      accountId: row.account_id,
      newestEventAt: row.newest && isoTime(row.newest),
    })),
    worker: {
      running: seen !== null && now.getTime() - seen.getTime() < WORKER_SILENT_MS,
      lastSeenAt: seen && isoTime(seen),
    },
  };
}
