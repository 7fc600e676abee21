import type { Queryable } from '#lib/db/pool.ts';
import type { SeenRow } from './seen-batch.ts';

/** Appends what a batch saw; it is joined to what was seen before when findings are made. */
export async function writeSeen(db: Queryable, rows: readonly SeenRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into alert_seen_new (rule_id, revision, account_id, group_hash, group_values, value_hash, value, first_at, first_event_id,
       last_at, last_event_id, historic)
     select * from unnest($1::int[], $2::int[], $3::bigint[], $4::uuid[], $5::jsonb[], $6::uuid[], $7::text[], $8::timestamptz[],
       $9::uuid[], $10::timestamptz[], $11::uuid[], $12::boolean[])`,
    seenColumns(rows),
  );
}

/** In the order of the columns above. */
export function seenColumns(rows: readonly SeenRow[]): unknown[][] {
  return [
    rows.map(({ ruleId }) => ruleId),
    rows.map(({ revision }) => revision),
    rows.map(({ accountId }) => accountId),
    rows.map(({ groupHash }) => groupHash),
    rows.map(({ groupValues }) => groupValues),
    rows.map(({ valueHash }) => valueHash),
    rows.map(({ value }) => value),
    rows.map(({ firstMs }) => new Date(firstMs)),
    rows.map(({ firstEventId }) => firstEventId),
    rows.map(({ lastMs }) => new Date(lastMs)),
    rows.map(({ lastEventId }) => lastEventId),
    rows.map(({ historic }) => historic),
  ];
}
