import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '#lib/db/pool.ts';

const OBJECTS_AT_ONCE = 5_000;
const DEADLOCK = '40P01';
const MOST_TRIES = 10;

/**
 * Forgets the ledger of the weeks before the first one that is kept, and takes it out of the sums over the ledger. Those that a
 * batch holds this moment are left to the next run. Returns how many objects; nothing is looked through unless `anyDropped`, or a
 * run before left some.
 */
export async function forgetObjects(pool: Pool, anyDropped: boolean): Promise<number> {
  const firstWeek = await firstWeekKept(pool);
  if (firstWeek === null || !(anyDropped || (await areSomeLeft(pool, firstWeek)))) return 0;
  let forgotten = 0;
  for (let last = '0'; ; ) {
    const chunk = await retried(() => forgetChunk(pool, firstWeek, last));
    if (chunk.last === null) break;
    forgotten += chunk.objects;
    last = chunk.last;
  }
  // Listing may go back there again, should more be kept one day.
  await pool.query('update source_folder set swept_from = $1::date where swept_from < $1::date', [firstWeek]);
  // Last of all: as long as they are there, some objects may be left.
  await pool.query('delete from source_delivery_day where day < $1::date', [firstWeek]);
  return forgotten;
}

/** Monday of the week that holds the first day kept; null where all is kept. */
async function firstWeekKept(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ week: string | null }>(
    `select date_trunc('week', nullif(retained_from(), '-infinity'))::date::text as week`,
  );
  return rows[0]?.week ?? null;
}

async function areSomeLeft(pool: Pool, firstWeek: string): Promise<boolean> {
  const { rows } = await pool.query<{ left: boolean }>(
    `select exists (select from source_delivery_day where day < $1::date)
       or exists (select from source s join log_object o on o.source_id = s.id
         where o.state in ('pending', 'failed') and o.log_date < $1::date) as left`,
    [firstWeek],
  );
  return rows[0]?.left ?? false;
}

/** One short transaction; `last` is the id after which to go on, null at the end. */
async function forgetChunk(
  pool: Pool,
  firstWeek: string,
  after: string,
): Promise<{ objects: number; last: string | null }> {
  const { rows } = await pool.query<{ objects: number; last: string | null }>(
    `with old as (
       select id from log_object where log_date < $1::date and id > $2::bigint order by id limit ${OBJECTS_AT_ONCE}
     ), free as (
       select o.id from log_object o join old on old.id = o.id for update of o skip locked
     ), gone as (
       delete from log_object o using free where o.id = free.id returning o.*
     ), counts as (
       update source_count c set ingested = greatest(0, c.ingested - s.ingested), records = greatest(0, c.records - s.records),
         new_events = greatest(0, c.new_events - s.new_events), duplicate_events = greatest(0, c.duplicate_events - s.duplicates),
         quarantined_records = greatest(0, c.quarantined_records - s.quarantined)
       from (
         select source_id, count(*) filter (where state = 'ingested') as ingested, sum(records) as records,
           sum(new_events) as new_events, sum(duplicate_events) as duplicates, sum(quarantined_records) as quarantined
         from gone group by source_id
       ) s where c.source_id = s.source_id
     ), accounts as (
       update source_account a set events = greatest(0, a.events - s.events)
       from (select source_id, account_id, sum(new_events) as events from gone group by source_id, account_id) s
       where a.source_id = s.source_id and a.account_id = s.account_id
     ), deliveries as (
       update source_delivery d set objects = greatest(0, d.objects - s.objects), size_bytes = greatest(0, d.size_bytes - s.bytes)
       from (
         select source_id, account_id, region, kind, count(*) as objects, sum(size_bytes) as bytes
         from gone where state in ('ingested', 'quarantined') group by source_id, account_id, region, kind
       ) s
       where d.source_id = s.source_id and d.account_id is not distinct from s.account_id and d.region = s.region and d.kind = s.kind
     )
     select (select count(*)::int from gone) as objects, (select max(id) from old) as last`,
    [firstWeek, after],
  );
  return rows[0] ?? { objects: 0, last: null };
}

/** A batch takes the rows of sums in another order now and then. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const clash = error instanceof Error && 'code' in error && error.code === DEADLOCK;
      if (!clash || attempt === MOST_TRIES) throw error;
      await sleep(attempt * 100);
    }
  }
}
