import { log } from '#lib/log.ts';
import { missingMigrations } from './migrate.ts';
import type { Pool } from './pool.ts';

/** Workers say that they are alive every 10 s: one that has not for this long does not run. */
export const WORKER_SILENT_MS = 60_000;

export type Health = {
  status: 'ok' | 'failing';
  database: 'ok' | 'unreachable';
  /** Names of migrations that the database lacks. */
  migrations: { missing: string[] };
  worker: { lastSeenAt: string | null };
  newestEventAt: string | null;
};

/** How the deployment is, for monitors: no data of any account, only when the newest event happened. */
export async function readHealth(pool: Pool, now: Date): Promise<Health> {
  try {
    const missing = await missingMigrations(pool);
    const { rows } = await pool.query<{ seen: Date | null; newest: Date | null }>(
      'select (select max(seen_at) from worker_heartbeat) as seen, newest_event_at() as newest',
    );
    const { seen = null, newest = null } = rows[0] ?? {};
    const workerAlive = seen !== null && now.getTime() - seen.getTime() < WORKER_SILENT_MS;
    return {
      status: missing.length === 0 && workerAlive ? 'ok' : 'failing',
      database: 'ok',
      migrations: { missing },
      worker: { lastSeenAt: seen?.toISOString() ?? null },
      newestEventAt: newest?.toISOString() ?? null,
    };
  } catch (error) {
    log.error({ err: error }, 'the health check could not read the database');
    return UNREACHABLE;
  }
}

const UNREACHABLE: Health = {
  status: 'failing',
  database: 'unreachable',
  migrations: { missing: [] },
  worker: { lastSeenAt: null },
  newestEventAt: null,
};
