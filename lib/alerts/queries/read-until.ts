import type { Queryable } from '#lib/db/pool.ts';

/** CloudTrail delivers an event within 15 minutes as a rule; what is asked for later than that is there. */
const DELIVERY_MS = 30 * 60_000;

/**
 * How far all events of each account (12 digits) have been read, in ms. Accounts are left out where that is not known: a source of
 * theirs is paused or has a fault, or objects of theirs wait in it.
 */
export async function readUntilByAccount(db: Queryable): Promise<Map<string, number>> {
  const { rows } = await db.query<{ account_id: string; listed_at: Date }>(
    `select lpad(sa.account_id::text, 12, '0') as account_id, min(s.last_listed_at) as listed_at
     from source_account sa join source s on s.id = sa.source_id
     where s.removed_at is null
     group by sa.account_id
     having bool_and(s.paused_at is null and s.error_code is null and s.last_listed_at is not null and not exists (
       select from log_object o
       where o.source_id = s.id and coalesce(o.account_id, sa.account_id) = sa.account_id and o.state in ('pending', 'failed')))`,
  );
  return new Map(rows.map((row) => [row.account_id, row.listed_at.getTime() - DELIVERY_MS]));
}
