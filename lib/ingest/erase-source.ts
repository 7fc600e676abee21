import { setTimeout as sleep } from 'node:timers/promises';
import { rebuildSums } from '#lib/activity/rebuild-sums.ts';
import { type Connection, connect, inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { reassignEvents } from './reassign-events.ts';

const SERIALIZATION_FAILURE = '40001';
const MOST_TRIES = 10;
const OBJECTS_AT_ONCE = 2_000;

/**
 * Deletes what removed sources brought, where that was asked for: their events, the sums over them, the objects' bytes and the
 * ledger. What another source delivers too stays, or is collected from there again. Safe to be killed: the next run goes on.
 */
export async function eraseRemovedSources(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ id: number }>(
    'select id from source where erase_requested_at is not null and erased_at is null order by erase_requested_at',
  );
  for (const { id } of rows) await withLock(pool, id, () => eraseSource(pool, id));
}

async function eraseSource(pool: Pool, sourceId: number): Promise<void> {
  const { rows } = await pool.query<{ account_id: string }>(
    'select account_id from source_account where source_id = $1 order by account_id',
    [sourceId],
  );
  const accountIds = rows.map((row) => row.account_id);
  await pool.query(
    'update source set erase_total = coalesce(erase_total, $2), erase_done = 0 where id = $1',
    [sourceId, accountIds.length],
  );
  for (const accountId of accountIds) {
    const moved = await reassignEvents(pool, sourceId, accountId);
    const deleted = await eraseAccount(pool, sourceId, accountId);
    log.info({ sourceId, accountId, moved, deleted }, 'events of a removed source were deleted');
    await pool.query('update source set erase_done = erase_done + 1 where id = $1', [sourceId]);
  }
  await writersBeforeNow(pool);
  await inTransaction(pool, (db) => collectAgain(db, sourceId, accountIds));
  await eraseLedger(pool, sourceId);
  await inTransaction(pool, (db) => finish(db, sourceId));
}

/** One day at a time: each is a short transaction, and right by itself. */
async function eraseAccount(pool: Pool, sourceId: number, accountId: string): Promise<number> {
  const { rows } = await pool.query<{ day: Date }>(
    'select distinct day from activity_day where account_id = $1 order by day desc',
    [accountId],
  );
  let deleted = 0;
  for (const { day } of rows) deleted += await eraseDay(pool, sourceId, accountId, day);
  return deleted;
}

async function eraseDay(pool: Pool, sourceId: number, accountId: string, day: Date): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(pool, async (db) => {
        await db.query('set transaction isolation level repeatable read');
        const { rowCount } = await db.query(
          `delete from event e using log_object o
           where e.account_id = $1 and e.event_time >= $2::timestamptz and e.event_time < $2::timestamptz + interval '24 hours'
             and o.id = e.object_id and o.source_id = $3`,
          [accountId, day, sourceId],
        );
        if (!rowCount) return 0;
        await rebuildSums(db, accountId, day);
        await db.query('update source set erased_events = erased_events + $2 where id = $1', [
          sourceId,
          rowCount,
        ]);
        return rowCount;
      });
    } catch (error) {
      const clash = error instanceof Error && 'code' in error && error.code === SERIALIZATION_FAILURE;
      if (!clash || attempt === MOST_TRIES) throw error;
      await sleep(attempt * 100);
    }
  }
}

/**
 * Waits until every batch that began before the events were deleted has ended: it may have taken some of them for known, and its
 * objects must be seen by what comes next.
 */
async function writersBeforeNow(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ now: string }>('select pg_current_xact_id()::text as now');
  for (;;) {
    const { rows: waited } = await pool.query<{ gone: boolean }>(
      'select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as gone',
      [rows[0]?.now],
    );
    if (waited[0]?.gone) return;
    await sleep(200);
  }
}

/** Objects of other sources that brought nothing new, because it was there: some of it is not any more. */
async function collectAgain(db: Queryable, sourceId: number, accountIds: readonly string[]): Promise<void> {
  const { rows } = await db.query<{ source_id: number }>(
    `with again as (
       update log_object o set state = 'pending', attempts = 0, next_attempt_at = null, ingested_at = null
       from source s
       where s.id = o.source_id and s.removed_at is null and s.id <> $1 and o.state = 'ingested'
         and o.account_id = any($2::bigint[]) and o.duplicate_events > 0 and o.new_events = 0 and o.quarantined_records = 0
       returning o.source_id, o.records, o.duplicate_events
     ), sums as (
       select source_id, count(*) as objects, sum(records) as records, sum(duplicate_events) as duplicates
       from again group by source_id
     )
     update source_count c set ingested = c.ingested - sums.objects, records = c.records - sums.records,
       duplicate_events = c.duplicate_events - sums.duplicates
     from sums where c.source_id = sums.source_id returning c.source_id`,
    [sourceId, accountIds],
  );
  for (const row of rows)
    await db.query(`select pg_notify('trailkeep_collect', $1)`, [String(row.source_id)]);
}

async function eraseLedger(pool: Pool, sourceId: number): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `with chosen as (
         select id, log_date from log_object where source_id = $1 limit ${OBJECTS_AT_ONCE}
       ), bodies as (
         delete from log_object_body b using chosen c where b.object_id = c.id and b.log_date = c.log_date
       )
       delete from log_object o using chosen c where o.id = c.id`,
      [sourceId],
    );
    if (!rowCount) return;
  }
}

async function finish(db: Queryable, sourceId: number): Promise<void> {
  for (const table of [
    'source_folder',
    'source_account',
    'source_count',
    'source_progress',
    'source_delivery',
  ])
    await db.query(`delete from ${table} where source_id = $1`, [sourceId]);
  await db.query('update source set erased_at = now(), ignored_objects = 0 where id = $1', [sourceId]);
  await db.query(
    `insert into audit_entry (actor, action, target, detail)
     select 'system', 'source.erase', 'source:' || id, jsonb_build_object('events', erased_events,
       'from', coalesce(directory, 's3://' || bucket || '/' || prefix))
     from source where id = $1`,
    [sourceId],
  );
}

/** Nothing where another worker is at it. The lock lives on its own connection: it ends with the process, however that ends. */
async function withLock(pool: Pool, sourceId: number, work: () => Promise<void>): Promise<void> {
  const connection: Connection = await connect(pool);
  try {
    const { rows } = await connection.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtext('trailkeep.erase'), $1) as taken`,
      [sourceId],
    );
    if (rows[0]?.taken) await work();
  } finally {
    connection.release(true);
  }
}
