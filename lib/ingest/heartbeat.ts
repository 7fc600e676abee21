import type { Pool } from '#lib/db/pool.ts';
import { noteProgress } from '#lib/sources/progress.ts';

/** Says that the worker is alive and how far the sources are, and forgets the workers that fell silent a day ago. */
export async function beat(pool: Pool, workerId: string): Promise<void> {
  await pool.query(
    `insert into worker_heartbeat (worker_id, started_at, seen_at) values ($1, now(), now())
     on conflict (worker_id) do update set seen_at = excluded.seen_at`,
    [workerId],
  );
  await pool.query(`delete from worker_heartbeat where seen_at < now() - interval '1 day'`);
  await noteProgress(pool);
}

export async function forgetWorker(pool: Pool, workerId: string): Promise<void> {
  await pool.query('delete from worker_heartbeat where worker_id = $1', [workerId]);
}
