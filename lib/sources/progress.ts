import type { Queryable } from '#lib/db/pool.ts';

/** Longer ago a pace tells nothing of the time that is left. */
const KEPT = '5 minutes';

/** Notes how far each source is that is being collected, and forgets what is older than five minutes. For the worker, every few seconds. */
export async function noteProgress(db: Queryable): Promise<void> {
  await db.query(
    `insert into source_progress (source_id, at, done)
     select c.source_id, now(), c.ingested from source_count c
     where exists (select from log_object o where o.source_id = c.source_id and o.state = 'pending')
     on conflict (source_id, at) do nothing`,
  );
  await db.query(`delete from source_progress where at < now() - interval '${KEPT}'`);
}
