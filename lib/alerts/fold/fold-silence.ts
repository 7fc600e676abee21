import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { firingsOf, type OfHistory, type Span } from '../spans.ts';
import { type Announce, readFoldedRule } from './fold-findings.ts';
import type { FoldedRule, GroupKey } from './folded-rule.ts';
import { addFirings } from './stored-firings.ts';

type Absence = Extract<OfHistory, { kind: 'absence' }>;
type QuietGroup = { group: GroupKey; last: Span };

/**
 * Finds groups that have gone silent, for rules of `absence`. `readUntil`: how far all events of an account (12 digits) have been read
 * and folded, in ms, so it is to be asked for before `foldFindings`; null where that is not known, as when a source cannot be read:
 * silence then says nothing.
 */
export async function foldSilence(
  pool: Pool,
  readUntil: (accountId: string) => number | null,
  announce: Announce | null = null,
): Promise<void> {
  const { rows } = await pool.query<{ rule_id: number }>(
    `select distinct s.rule_id from alert_seen s join alert_rule r on r.id = s.rule_id
     where r.mode <> 'off' and r.removed_at is null order by 1`,
  );
  for (const { rule_id: ruleId } of rows)
    await inTransaction(pool, async (db) => {
      await db.query(`select pg_advisory_xact_lock(hashtext('trailkeep.alerts'), $1)`, [ruleId]);
      const rule = await readFoldedRule(db, ruleId);
      const when = rule?.definition.when;
      if (rule === null || when?.kind !== 'absence') return;
      const news: string[] = [];
      for (const quiet of await lastSpans(db, rule, when))
        news.push(...(await foldGroup(db, rule, when, quiet, readUntil)));
      if (announce && news.length > 0) await announce(db, news);
    });
}

async function foldGroup(
  db: Queryable,
  rule: FoldedRule,
  when: Absence,
  { group, last }: QuietGroup,
  readUntil: (accountId: string) => number | null,
): Promise<string[]> {
  const nowMs = readUntil(group.accountId.padStart(12, '0'));
  const firings = nowMs === null ? [] : firingsOf(when, [last], { knownSinceMs: last.firstMs, nowMs });
  return firings.length === 0 ? [] : addFirings(db, rule, [{ group, firings }]);
}

/** The newest span of each group that lasted long enough, and ended without anything found yet. */
async function lastSpans(db: Queryable, rule: FoldedRule, when: Absence): Promise<QuietGroup[]> {
  const { rows } = await db.query<{
    account_id: string;
    group_hash: string;
    group_values: unknown;
    first_at: Date;
    first_event_id: string;
    last_at: Date;
    last_event_id: string;
  }>(
    `select s.* from (
       select distinct on (account_id, group_hash) account_id, group_hash, group_values, first_at, first_event_id, last_at, last_event_id
       from alert_seen where rule_id = $1 and revision = $2 order by account_id, group_hash, first_at desc
     ) s
     where s.last_at - s.first_at >= make_interval(days => $3) and not exists (
       select from alert_match m where m.rule_id = $1 and m.account_id = s.account_id and m.group_hash = s.group_hash
         and m.event_time = s.last_at and m.event_id = s.last_event_id)`,
    [rule.id, rule.revision, when.lookbackDays],
  );
  return rows.map((row) => ({
    group: {
      accountId: row.account_id,
      groupHash: row.group_hash,
      groupValues: JSON.stringify(row.group_values),
    },
    last: {
      value: '',
      firstMs: row.first_at.getTime(),
      firstEventId: row.first_event_id,
      lastMs: row.last_at.getTime(),
      lastEventId: row.last_event_id,
      historic: false,
    },
  }));
}
