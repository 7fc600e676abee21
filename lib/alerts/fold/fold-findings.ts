import { z } from 'zod';
import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { log } from '#lib/log.ts';
import { definitionOf } from '../definition.ts';
import { isOfHistory } from '../spans.ts';
import { foldHidden } from './fold-hidden.ts';
import { foldMatches } from './fold-matches.ts';
import { foldSeen } from './fold-seen.ts';
import type { FoldedRule } from './folded-rule.ts';

/** Told of findings that are news, within the transaction that makes them. */
export type Announce = (db: Queryable, findingIds: readonly string[]) => Promise<void>;

const ruleRow = z.object({
  id: z.number(),
  revision: z.number(),
  mode: z.enum(['live', 'silent', 'off']),
  builtin_id: z.string().nullable(),
  definition: z.unknown(),
});

/**
 * Makes findings of everything that matched and was not looked at yet. One worker at a time does so for a rule; what it is made of
 * decides what comes out, not the order in which it came or how often this ran. A rule that cannot be read is logged, and waits.
 * Without `wait`, rules that another worker is at are left to the next time.
 */
export async function foldFindings(
  pool: Pool,
  announce: Announce | null = null,
  { wait = true }: { wait?: boolean } = {},
): Promise<void> {
  const { rows } = await pool.query<{ rule_id: number }>(
    'select rule_id from alert_match where state = 0 union select rule_id from alert_seen_new order by 1',
  );
  for (const { rule_id: ruleId } of rows) {
    while (
      await inTransaction(
        pool,
        async (db) => (await lock(db, ruleId, wait)) && (await foldSome(db, ruleId, announce)),
      )
    );
  }
  // Number 0 is no rule's.
  await inTransaction(pool, async (db) => {
    if (await lock(db, 0, wait)) await foldHidden(db);
  });
}

/** False when somebody else has it and it is not waited for. */
async function lock(db: Queryable, ruleId: number, wait: boolean): Promise<boolean> {
  if (wait) {
    await db.query(`select pg_advisory_xact_lock(hashtext('trailkeep.alerts'), $1)`, [ruleId]);
    return true;
  }
  const { rows } = await db.query<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('trailkeep.alerts'), $1) as locked`,
    [ruleId],
  );
  return rows[0]?.locked === true;
}

/** False when nothing of the rule is left. */
async function foldSome(db: Queryable, ruleId: number, announce: Announce | null): Promise<boolean> {
  const rule = await readFoldedRule(db, ruleId);
  if (rule === null) return false;
  const { when } = rule.definition;
  const { more, news } = isOfHistory(when) ? await foldSeen(db, rule, when) : await foldMatches(db, rule);
  if (announce && news.length > 0) await announce(db, news);
  return more;
}

export async function readFoldedRule(db: Queryable, ruleId: number): Promise<FoldedRule | null> {
  const { rows } = await db.query(
    'select id, revision, mode, builtin_id, definition from alert_rule where id = $1',
    [ruleId],
  );
  try {
    const { builtin_id: builtinId, ...row } = ruleRow.parse(rows[0]);
    const definition = definitionOf({ builtinId, definition: row.definition });
    return { ...row, definition, quietMs: definition.quietMinutes * 60_000 };
  } catch (error) {
    log.error({ err: error, ruleId }, 'an alert rule cannot be read');
    return null;
  }
}
