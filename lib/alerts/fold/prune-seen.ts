import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { isOfHistory, type OfHistory } from '../spans.ts';
import { readFoldedRule } from './fold-findings.ts';
import { readKeptFrom } from './kept-from.ts';

const DAY_MS = 86_400_000;

/**
 * Deletes what rules saw longer ago than any event that may still come looks back, and what they saw by an older definition. Since when
 * a group is known is kept, and when it was seen last before that. Returns how many rows went.
 */
export async function pruneSeen(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    'select id from alert_rule r where exists (select from alert_seen s where s.rule_id = r.id) order by id',
  );
  let pruned = 0;
  for (const { id } of rows) pruned += await inTransaction(pool, (db) => pruneRule(db, id));
  return pruned;
}

async function pruneRule(db: Queryable, ruleId: number): Promise<number> {
  await db.query(`select pg_advisory_xact_lock(hashtext('trailkeep.alerts'), $1)`, [ruleId]);
  const rule = await readFoldedRule(db, ruleId);
  if (rule === null) return 0;
  const older = await db.query('delete from alert_seen where rule_id = $1 and revision <> $2', [
    ruleId,
    rule.revision,
  ]);
  const { when } = rule.definition;
  const keptFromMs = await readKeptFrom(db);
  if (!isOfHistory(when) || keptFromMs === null) return older.rowCount ?? 0;
  const before = new Date(keptFromMs - lookbackMs(when));
  const { rowCount } = await db.query(
    `delete from alert_seen s where rule_id = $1 and last_at < $2
       and exists (select from alert_seen o where o.rule_id = $1 and o.account_id = s.account_id and o.group_hash = s.group_hash
         and o.revision = s.revision and o.first_at < s.first_at)
       and ($3 or exists (select from alert_seen n where n.rule_id = $1 and n.account_id = s.account_id
         and n.group_hash = s.group_hash and n.value_hash = s.value_hash and n.revision = s.revision
         and n.first_at > s.first_at and n.last_at < $2))`,
    [ruleId, before, when.kind === 'first-seen'],
  );
  return (older.rowCount ?? 0) + (rowCount ?? 0);
}

/** How far before itself an event is compared with what was seen; the last time before that stays anyway. */
function lookbackMs(when: OfHistory): number {
  switch (when.kind) {
    case 'first-seen':
      // Days are compared, not times.
      return (when.lookbackDays + 1) * DAY_MS;
    case 'returning':
      return 0;
    case 'absence':
      return Math.max(when.lookbackDays * DAY_MS, when.silentMinutes * 60_000);
  }
}
