import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';

/** So many batches on one account's day are folded at once; fewer wait until none has come for a while. */
const MANY_BATCHES = 8;
const QUIET_MS = 3_600_000;
/** Accounts of one day that are folded in one transaction. */
const ACCOUNTS_AT_ONCE = 100;

type UnfoldedDay = { day: Date; accountIds: readonly string[] };

/**
 * Makes one row again of the several that a key of the rollups has after batches appended theirs, in those accounts' days
 * that had many batches, or none for `quietMs`, where it pays. Only one worker folds at a time; the others leave it to that one. Sums are the same
 * before, during and after, and a worker that is killed amid it leaves them as they were. Returns how many accounts' days it
 * looked at.
 */
export async function foldActivity(pool: Pool, quietMs: number = QUIET_MS): Promise<number> {
  let folded = 0;
  for (const { day, accountIds } of await listUnfolded(pool, quietMs)) {
    for (let start = 0; start < accountIds.length; start += ACCOUNTS_AT_ONCE) {
      const chunk = accountIds.slice(start, start + ACCOUNTS_AT_ONCE);
      if (!(await inTransaction(pool, (db) => foldDay(db, day, chunk)))) return folded;
      folded += chunk.length;
    }
  }
  return folded;
}

async function listUnfolded(db: Queryable, quietMs: number): Promise<UnfoldedDay[]> {
  const { rows } = await db.query<{ day: Date; account_ids: string[] }>(
    `select day, array_agg(account_id order by account_id) as account_ids
     from (
       select day, account_id from activity_unfolded group by day, account_id
       having count(*) >= ${MANY_BATCHES} or max(added_at) <= now() - make_interval(secs => $1)
     ) unfolded
     group by day order by day desc`,
    [quietMs / 1000],
  );
  return rows.map((row) => ({ day: row.day, accountIds: row.account_ids }));
}

/** False when another worker is folding. */
async function foldDay(db: Queryable, day: Date, accountIds: readonly string[]): Promise<boolean> {
  const { rows } = await db.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('trailkeep.fold')) as mine`,
  );
  if (!rows[0]?.mine) return false;
  // First the marks: a batch that commits after this leaves one of its own.
  await db.query(FORGET_MARKS, [accountIds, day]);
  for (const { worth, fold } of [COMBINATIONS, VALUES]) {
    const chosen = await db.query<{ account_id: string }>(worth, [accountIds, day]);
    const chosenIds = chosen.rows.map((row) => row.account_id);
    if (chosenIds.length === 0) continue;
    for (const statement of fold) await db.query(statement, [chosenIds, day]);
  }
  return true;
}

// Each row is summed up by the very statement that deletes it, so even two folds at once would count it once.
const FORGET_MARKS = 'delete from activity_unfolded where account_id = any($1::bigint[]) and day = $2';
function foldCombinations(table: string, bucket: string): string {
  const ofDay = `account_id = any($1::bigint[]) and ${bucket} >= $2::timestamptz and ${bucket} < $2::timestamptz + interval '24 hours'`;
  const key = `account_id, ${bucket}, region_id, action_id, principal_id, address_id, error_id`;
  return `
    with taken as (
      delete from ${table}
      where ${ofDay} and (${key}) in (select ${key} from ${table} where ${ofDay} group by ${key} having count(*) > 1)
      returning *
    )
    insert into ${table} (${key}, events, first_second, last_second)
    select ${key}, sum(events), min(first_second), max(last_second) from taken group by ${key} order by ${key}`;
}

// Of each of the hour_counts the lowest five bits are the hour; what stands above them adds up.
const FOLD_VALUES = `
  with taken as (
    delete from activity_value
    where account_id = any($1::bigint[]) and day = $2 and (account_id, kind, value_id, category) in (
      select account_id, kind, value_id, category from activity_value
      where account_id = any($1::bigint[]) and day = $2
      group by account_id, kind, value_id, category having count(*) > 1
    )
    returning *
  ), hourly as (
    select account_id, kind, value_id, category, hour_count & 31 as hour, sum(hour_count >> 5)::bigint as counts
    from taken cross join unnest(hour_counts) as hour_count
    group by 1, 2, 3, 4, 5
  ), counted as (
    select account_id, kind, value_id, category, array_agg((counts << 5) | hour order by hour) as hour_counts
    from hourly
    group by 1, 2, 3, 4
  ), summed as (
    select account_id, kind, value_id, category, sum(events) as events, sum(errors) as errors,
      min(first_second) as first_second, max(last_second) as last_second, bit_or(hours) as hours
    from taken
    group by 1, 2, 3, 4
  )
  insert into activity_value
    (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours, hour_counts)
  select account_id, $2, kind, value_id, category, events, errors, first_second, last_second, hours, hour_counts
  from summed left join counted using (account_id, kind, value_id, category)
  order by account_id, kind, value_id, category`;

// Rows that are deleted leave room that only new ones fill, so accounts whose keys have few rows each stay as they are.
// Hours are folded with their day: a key has no more rows in an hour than in its day.
const COMBINATIONS = {
  worth: `
    select account_id
    from (
      select account_id, count(*) as parts from activity_day where account_id = any($1::bigint[]) and day = $2
      group by account_id, region_id, action_id, principal_id, address_id, error_id
    ) keys
    group by account_id having sum(parts) >= 2 * count(*)`,
  fold: [foldCombinations('activity_hour', 'hour'), foldCombinations('activity_day', 'day')],
};

// Kinds 1 and 2 are many, and their values rarely in several batches.
const VALUES = {
  worth: `
    select account_id
    from (
      select account_id, count(*) as parts from activity_value
      where account_id = any($1::bigint[]) and day = $2 and kind > 2
      group by account_id, kind, value_id, category
    ) keys
    group by account_id having sum(parts) >= 4 * count(*)`,
  fold: [FOLD_VALUES],
};
