import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, connect, inTransaction, type Pool } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { forgetObjects } from './forget-objects.ts';

export type RetentionRun = {
  /** Weeks (Mondays) that were dropped, with all their events, sums and objects' bytes. */
  weeks: string[];
  /** Weeks that others were using all the while: the next run tries again. */
  busy: string[];
  events: number;
  /** Log objects that the ledger forgot. */
  objects: number;
  /** Lines of the audit log. */
  auditEntries: number;
  /** Another process was at it; nothing was done. */
  elsewhere: boolean;
};

/** Nobody gets the lock, a deadlock: the same goes through later. */
const LATER = new Set(['55P03', '40P01']);
const MOST_TRIES = 40;
const PAUSE_MS = 250;

/**
 * Deletes what is older than it is to be kept: whole weeks of events with their sums and objects, then the ledger of those weeks,
 * then old lines of the audit log. An event never loses its object before it goes itself, each step is right by itself, and a run
 * that was killed is gone on with by the next. Alerts' findings stay. `triesAWeek` is for tests.
 */
export async function runRetention(pool: Pool, { triesAWeek = MOST_TRIES } = {}): Promise<RetentionRun> {
  const run: RetentionRun = { weeks: [], busy: [], events: 0, objects: 0, auditEntries: 0, elsewhere: false };
  const lock = await tryLock(pool);
  if (!lock) return { ...run, elsewhere: true };
  try {
    for (const week of await listOldWeeks(pool)) {
      const events = await dropWeek(pool, week, triesAWeek);
      if (events === null) run.busy.push(week);
      else {
        run.weeks.push(week);
        run.events += events;
      }
    }
    // What still has events keeps its objects.
    if (run.busy.length === 0) run.objects = await forgetObjects(pool, run.weeks.length > 0);
    // The newest stays: who has not looked since sees by its number that something changed.
    for (const changes of ['alert_rules_change', 'place_change'])
      await pool.query(
        `delete from ${changes} where at < now() - interval '7 days' and id < (select max(id) from ${changes})`,
      );
    const { rows } = await pool.query<{ pruned: number }>('select prune_audit() as pruned');
    run.auditEntries = rows[0]?.pruned ?? 0;
    return run;
  } finally {
    await unlock(lock);
  }
}

/** Weeks that have a partition and lie wholly before the first day kept, the oldest first. */
async function listOldWeeks(pool: Pool): Promise<string[]> {
  // Materialized: names of other tables hold no date, and must not be read as one.
  const { rows } = await pool.query<{ week: string }>(`
    with part as materialized (
      select right(c.relname, 8) as monday
      from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
      where i.inhparent in ('event'::regclass, 'activity_hour'::regclass, 'activity_day'::regclass, 'activity_value'::regclass,
        'log_object_body'::regclass)
    )
    select distinct to_date(monday, 'YYYYMMDD')::text as week from part
    where to_date(monday, 'YYYYMMDD') + 7 <= retained_from()
    order by 1`);
  return rows.map(({ week }) => week);
}

/** Returns how many events went with the week; null where others were using it to the end of our patience. */
async function dropWeek(pool: Pool, week: string, tries: number): Promise<number | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(pool, (db) => dropNow(db, week));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && LATER.has(String(error.code)))) throw error;
      if (attempt >= tries) {
        log.warn({ week }, 'a week that is too old is in use and was not dropped');
        return null;
      }
      await sleep(PAUSE_MS);
    }
  }
}

async function dropNow(db: Connection, week: string): Promise<number> {
  const { rows } = await db.query<{ events: string }>(
    `select count(*) as events from event
     where event_time >= $1::date::timestamp at time zone 'UTC' and event_time < ($1::date + 7)::timestamp at time zone 'UTC'`,
    [week],
  );
  const events = Number(rows[0]?.events ?? 0);
  await db.query(
    `delete from activity_unfolded
     where day >= $1::date::timestamp at time zone 'UTC' and day < ($1::date + 7)::timestamp at time zone 'UTC'`,
    [week],
  );
  // Findings stay; which events they were made of is of no use without the events.
  await db.query(
    `delete from alert_match
     where event_time >= $1::date::timestamp at time zone 'UTC' and event_time < ($1::date + 7)::timestamp at time zone 'UTC'`,
    [week],
  );
  await db.query(
    `insert into audit_entry (actor, action, target, detail)
     values ('system', 'retention.drop-week', 'week:' || $1, jsonb_build_object('events', $2::bigint))`,
    [week, events],
  );
  // Nobody reads or writes events from here to the commit; whoever was at it before has left their sums.
  await db.query('select drop_week($1::date)', [week]);
  await db.query('delete from activity_week where week = $1::date', [week]);
  return events;
}

const LOCK = `hashtext('trailkeep.retention')`;

/** The lock lives on its own connection: it ends with the process, however that ends. */
async function tryLock(pool: Pool): Promise<Connection | null> {
  const connection = await connect(pool);
  const { rows } = await connection.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(${LOCK}) as taken`,
  );
  if (rows[0]?.taken) return connection;
  connection.release();
  return null;
}

async function unlock(connection: Connection): Promise<void> {
  const failed = await connection.query(`select pg_advisory_unlock(${LOCK})`).then(
    () => false,
    () => true,
  );
  connection.release(failed);
}
