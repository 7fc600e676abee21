import { setTimeout as sleep } from 'node:timers/promises';
import { rebuildSums } from '#lib/activity/rebuild-sums.ts';
import { type Connection, connect, inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { collectAgain } from './collect-again.ts';
import { reassignEvents } from './reassign-events.ts';

/** A serialization failure, a deadlock: the same goes through when begun again. */
const CLASHES: ReadonlySet<unknown> = new Set(['40001', '40P01']);
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
  // A batch under way, or a listing, does not know yet that the source was removed: whatever begins from now on does.
  await writersBeforeNow(pool);
  const { rows } = await pool.query<{ account_id: string }>(
    'select account_id from source_account where source_id = $1 order by account_id',
    [sourceId],
  );
  await pool.query(
    'update source set erase_total = coalesce(erase_total, $2), erase_done = 0 where id = $1',
    [sourceId, rows.length],
  );
  // All of them first: an object of another source may hold events of several accounts.
  const moved = await reassignEvents(pool, sourceId);
  log.info({ sourceId, moved }, 'events of a removed source that others delivered too were kept');
  for (const { account_id: accountId } of rows) {
    const deleted = await eraseAccount(pool, sourceId, accountId);
    log.info({ sourceId, accountId, deleted }, 'events of a removed source were deleted');
    await pool.query('update source set erase_done = erase_done + 1 where id = $1', [sourceId]);
  }
  // A batch may have met events just before they were deleted: its objects must be seen by what comes next.
  await writersBeforeNow(pool);
  await inTransaction(pool, (db) => collectAgain(db, sourceId));
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
      const clash = error instanceof Error && 'code' in error && CLASHES.has(error.code);
      if (!clash || attempt === MOST_TRIES) throw error;
      await sleep(attempt * 100);
    }
  }
}

/**
 * Waits until every transaction has ended that has begun to write to the ledger: batches, listings. Statements lock the table before
 * they look at its rows, so whatever is not among these sees all that was committed until now.
 */
async function writersBeforeNow(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ writer: string }>(
    `select distinct virtualtransaction as writer from pg_locks
     where relation = 'log_object'::regclass and mode in ('RowShareLock', 'RowExclusiveLock')
       and database = (select oid from pg_database where datname = current_database())`,
  );
  const writers = rows.map(({ writer }) => writer);
  while (writers.length > 0) {
    const { rows: still } = await pool.query<{ under_way: boolean }>(
      'select exists (select from pg_locks where virtualtransaction = any($1)) as under_way',
      [writers],
    );
    if (!still[0]?.under_way) return;
    await sleep(200);
  }
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
