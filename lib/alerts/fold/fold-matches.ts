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

/** Makes findings of a rule's new matches, some thousand at a time. Returns whether there is more, and which findings are news. */
export async function foldMatches(
  db: Queryable,
  rule: FoldedRule,
): Promise<{ more: boolean; news: string[] }> {
  const everyCounts = rule.definition.when.kind === 'every';
  const fresh = await takeFresh(db, rule, everyCounts ? 2 : 1);
  const groups = Map.groupBy(fresh.filter(isOfRevision(rule)), (row) => groupId(keyOf(row)));
  const counted = everyCounts ? groups : await countAnew(db, rule, groups);
  const added: GroupRuns[] = [...counted.values()].flatMap((rows) =>
    rows[0] ? [{ group: keyOf(rows[0]), runs: runsOf(rows.map(toCounted), rule.quietMs) }] : [],
  );
  return { more: fresh.length === AT_ONCE, news: await attachRuns(db, rule, added) };
}

/** What an older definition of the rule matched, and was not looked at before it changed, is taken too, and counts for nothing. */
async function takeFresh(
  db: Queryable,
  rule: FoldedRule,
  state: 1 | 2,
): Promise<(MatchRow & { revision: number })[]> {
  const { rows } = await db.query<MatchRow & { revision: number }>(
    `update alert_match set state = case revision when $3 then $2::smallint else 1 end
     where ctid = any(array(select ctid from alert_match where rule_id = $1 and state = 0 and revision <= $3 limit ${AT_ONCE}))
     returning account_id, group_hash, group_values, event_time, event_id, part, step, value, historic, state, revision`,
    [rule.id, state, rule.revision],
  );
  return rows;
}

/** By the group's id: which of its matches count now that `fresh` came, and did not before. They are marked. */
async function countAnew(
  db: Queryable,
  rule: FoldedRule,
  fresh: ReadonlyMap<string, readonly MatchRow[]>,
): Promise<Map<string, MatchRow[]>> {
  const { when } = rule.definition;
  if ((when.kind !== 'threshold' && when.kind !== 'sequence') || fresh.size === 0) return new Map();
  const near = await readNear(db, rule, [...fresh.values()], when.withinMinutes * 60_000);
  const counted = near.flatMap((rows) => {
    const parts = rows.map((row) => ({ timeMs: row.event_time.getTime(), step: row.step, value: row.value }));
    const counts = countInWindows(when, parts);
    return rows.filter((row, at) => counts[at] && row.state !== 2);
  });
  if (counted.length > 0)
    await db.query(
      `update alert_match m set state = 2
       from unnest($2::bigint[], $3::timestamptz[], $4::uuid[], $5::smallint[]) as n (account_id, event_time, event_id, part)
       where m.rule_id = $1 and m.account_id = n.account_id and m.event_time = n.event_time and m.event_id = n.event_id
         and m.part = n.part`,
      [
        rule.id,
        counted.map((row) => row.account_id),
        counted.map((row) => row.event_time),
        counted.map((row) => row.event_id),
        counted.map((row) => row.part),
      ],
    );
  return Map.groupBy(counted, (row) => groupId(keyOf(row)));
}

// By group. What a new match can make count lies a window's length from it, and what that depends on another one further.
async function readNear(
  db: Queryable,
  rule: FoldedRule,
  groups: readonly (readonly MatchRow[])[],
  windowMs: number,
): Promise<MatchRow[][]> {
  const times = groups.map((rows) => rows.map((row) => row.event_time.getTime()));
  const { rows } = await db.query<MatchRow & { nth: string }>(
    `select n.nth, m.* from unnest($3::bigint[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
       with ordinality as n (account, hash, starts, ends, nth)
     cross join lateral (
       select account_id, group_hash, group_values, event_time, event_id, part, step, value, historic, state from alert_match
       where rule_id = $1 and revision = $2 and account_id = n.account and group_hash = n.hash
         and event_time between n.starts and n.ends and state > 0) as m
     order by n.nth, m.event_time, m.step, m.event_id, m.part`,
    [
      rule.id,
      rule.revision,
      groups.map(([first]) => first?.account_id),
      groups.map(([first]) => first?.group_hash),
      times.map((ofGroup) => new Date(least(ofGroup) - 2 * windowMs)),
      times.map((ofGroup) => new Date(-least(ofGroup.map((time) => -time)) + 2 * windowMs)),
    ],
  );
  return [...Map.groupBy(rows, ({ nth }) => nth).values()];
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
