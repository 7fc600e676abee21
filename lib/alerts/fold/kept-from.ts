import type { Queryable } from '#lib/db/pool.ts';

/** From when on events and their matches are kept, in ms: whole weeks before that are dropped. Null where all are kept. */
export async function readKeptFrom(db: Queryable): Promise<number | null> {
  const { rows } = await db.query<{ kept_from: Date | null }>(
    `select date_trunc('week', d::timestamp) at time zone 'UTC' as kept_from from retained_from() as d where isfinite(d)`,
  );
  return rows[0]?.kept_from?.getTime() ?? null;
}
