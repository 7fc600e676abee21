import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { FOLDS } from './fold-statements.ts';

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
  for (const { worth, fold } of FOLDS) {
    const chosen = await db.query<{ account_id: string }>(worth, [accountIds, day]);
    const chosenIds = chosen.rows.map((row) => row.account_id);
    if (chosenIds.length === 0) continue;
    for (const statement of fold) await db.query(statement, [chosenIds, day]);
  }
  return true;
}

const FORGET_MARKS = 'delete from activity_unfolded where account_id = any($1::bigint[]) and day = $2';
