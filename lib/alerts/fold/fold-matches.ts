import type { Queryable } from '#lib/db/pool.ts';
import { countInWindows } from '../count-in-windows.ts';
import { attachRuns, type GroupRuns } from './attach.ts';
import { type FoldedRule, type GroupKey, groupId } from './folded-rule.ts';
import { type Counted, runsOf } from './runs.ts';

/** Matches that are looked at in one transaction. */
const AT_ONCE = 20_000;

type MatchRow = {
  account_id: string;
  group_hash: string;
  group_values: unknown;
  event_time: Date;
  event_id: string;
  part: number;
  step: number;
  value: string;
  historic: boolean;
  state: number;
};

/** Makes findings of a rule's new matches, some thousand at a time. Returns how many it took, and which findings are news. */
export async function foldMatches(
  db: Queryable,
  rule: FoldedRule,
): Promise<{ taken: number; news: string[] }> {
  const everyCounts = rule.definition.when.kind === 'every';
  const fresh = await takeFresh(db, rule, everyCounts ? 2 : 1);
  const groups = Map.groupBy(fresh.filter(isOfRevision(rule)), (row) => groupId(keyOf(row)));
  const added: GroupRuns[] = [];
  for (const rows of groups.values()) {
    const counted = everyCounts ? rows : await countAnew(db, rule, rows);
    const [first] = counted;
    if (first) added.push({ group: keyOf(first), runs: runsOf(counted.map(toCounted), rule.quietMs) });
  }
  return { taken: fresh.length, news: await attachRuns(db, rule, added) };
}

async function takeFresh(
  db: Queryable,
  rule: FoldedRule,
  state: 1 | 2,
): Promise<(MatchRow & { revision: number })[]> {
  const { rows } = await db.query<MatchRow & { revision: number }>(
    `update alert_match set state = $2
     where ctid = any(array(select ctid from alert_match where rule_id = $1 and state = 0 limit ${AT_ONCE}))
     returning account_id, group_hash, group_values, event_time, event_id, part, step, value, historic, state, revision`,
    [rule.id, state],
  );
  return rows;
}

/** Of one group: which of its matches count now that `fresh` came, and did not before. They are marked. */
async function countAnew(
  db: Queryable,
  rule: FoldedRule,
  fresh: readonly MatchRow[],
): Promise<readonly MatchRow[]> {
  const { when } = rule.definition;
  if (when.kind !== 'threshold' && when.kind !== 'sequence') return [];
  const near = await readNear(db, rule, fresh, when.withinMinutes * 60_000);
  const parts = near.map((row) => ({ timeMs: row.event_time.getTime(), step: row.step, value: row.value }));
  const counts = countInWindows(when, parts);
  const counted = near.filter((row, at) => counts[at] && row.state !== 2);
  if (counted.length === 0) return [];
  await db.query(
    `update alert_match m set state = 2
     from unnest($3::timestamptz[], $4::uuid[], $5::smallint[]) as n (event_time, event_id, part)
     where m.rule_id = $1 and m.account_id = $2 and m.event_time = n.event_time and m.event_id = n.event_id and m.part = n.part`,
    [
      rule.id,
      counted[0]?.account_id,
      counted.map((row) => row.event_time),
      counted.map((row) => row.event_id),
      counted.map((row) => row.part),
    ],
  );
  return counted;
}

// What a new match can make count lies a window's length from it, and what that depends on another one further.
async function readNear(
  db: Queryable,
  rule: FoldedRule,
  fresh: readonly MatchRow[],
  windowMs: number,
): Promise<MatchRow[]> {
  const times = fresh.map((row) => row.event_time.getTime());
  const [first] = fresh;
  const { rows } = await db.query<MatchRow>(
    `select account_id, group_hash, group_values, event_time, event_id, part, step, value, historic, state from alert_match
     where rule_id = $1 and revision = $2 and account_id = $3 and group_hash = $4 and event_time between $5 and $6 and state > 0
     order by event_time, step, event_id, part`,
    [
      rule.id,
      rule.revision,
      first?.account_id,
      first?.group_hash,
      new Date(least(times) - 2 * windowMs),
      new Date(-least(times.map((time) => -time)) + 2 * windowMs),
    ],
  );
  return rows;
}

function isOfRevision(rule: FoldedRule): (row: { revision: number }) => boolean {
  return ({ revision }) => revision === rule.revision;
}

function keyOf(row: MatchRow): GroupKey {
  return {
    accountId: row.account_id,
    groupHash: row.group_hash,
    groupValues: JSON.stringify(row.group_values),
  };
}

function toCounted(row: MatchRow): Counted {
  return { timeMs: row.event_time.getTime(), eventId: row.event_id, historic: row.historic };
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}
