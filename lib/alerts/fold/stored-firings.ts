import type { Queryable } from '#lib/db/pool.ts';
import type { Firing } from '../spans.ts';
import { attachRuns } from './attach.ts';
import { type FoldedRule, type GroupKey, groupId } from './folded-rule.ts';
import { runsOf } from './runs.ts';

/** The events that made a rule of history fire stand among the matches, as those of other rules do. By the group's id. */
export async function readFirings(
  db: Queryable,
  rule: FoldedRule,
  groups: readonly GroupKey[],
): Promise<Map<string, Firing[]>> {
  const { rows } = await db.query<{
    account_id: string;
    group_hash: string;
    event_time: Date;
    event_id: string;
    value: string;
    historic: boolean;
  }>(
    `select m.* from unnest($3::bigint[], $4::uuid[]) as n (account, hash)
     cross join lateral (select account_id, group_hash, event_time, event_id, value, historic from alert_match
       where rule_id = $1 and revision = $2 and account_id = n.account and group_hash = n.hash) as m`,
    [
      rule.id,
      rule.revision,
      groups.map(({ accountId }) => accountId),
      groups.map(({ groupHash }) => groupHash),
    ],
  );
  const byGroup = Map.groupBy(rows, (row) =>
    groupId({ accountId: row.account_id, groupHash: row.group_hash }),
  );
  return new Map([...byGroup].map(([id, ofGroup]) => [id, ofGroup.map(toFiring)]));
}

function toFiring(row: { event_time: Date; event_id: string; value: string; historic: boolean }): Firing {
  return {
    timeMs: row.event_time.getTime(),
    eventId: row.event_id,
    value: row.value,
    historic: row.historic,
  };
}

export function isSameFiring(a: Firing, b: Firing): boolean {
  return a.timeMs === b.timeMs && a.eventId === b.eventId && a.value === b.value;
}

export async function removeFirings(
  db: Queryable,
  rule: FoldedRule,
  group: GroupKey,
  firings: readonly Firing[],
): Promise<void> {
  await db.query(
    `delete from alert_match m using unnest($4::timestamptz[], $5::uuid[], $6::text[]) as n (event_time, event_id, value)
     where m.rule_id = $1 and m.account_id = $2 and m.group_hash = $3 and m.event_time = n.event_time and m.event_id = n.event_id
       and m.value = n.value`,
    [rule.id, group.accountId, group.groupHash, ...firingColumns(firings)],
  );
}

/** Stores new firings of groups, and makes findings of them. Returns those that are news. */
export async function addFirings(
  db: Queryable,
  rule: FoldedRule,
  added: readonly { group: GroupKey; firings: readonly Firing[] }[],
): Promise<string[]> {
  if (added.length === 0) return [];
  await writeFirings(
    db,
    rule,
    added.flatMap(({ group, firings }) => firings.map((firing) => ({ ...group, ...firing }))),
  );
  return attachRuns(
    db,
    rule,
    added.map(({ group, firings }) => ({ group, runs: runsOf(firings, rule.quietMs) })),
  );
}

// An event may fire for several groups and values: each gets the next free number of its event.
async function writeFirings(
  db: Queryable,
  rule: FoldedRule,
  rows: readonly (GroupKey & Firing)[],
): Promise<void> {
  await db.query(
    `insert into alert_match (rule_id, revision, account_id, group_hash, group_values, event_time, event_id, value, historic, part, state)
     select $1, $2, n.account_id, n.group_hash, n.group_values, n.event_time, n.event_id, n.value, n.historic,
       coalesce((select max(m.part) + 1 from alert_match m where m.rule_id = $1 and m.account_id = n.account_id
         and m.event_time = n.event_time and m.event_id = n.event_id), 0)
       + row_number() over (partition by n.account_id, n.event_time, n.event_id order by n.group_hash, n.value) - 1, 2
     from unnest($3::bigint[], $4::uuid[], $5::jsonb[], $6::timestamptz[], $7::uuid[], $8::text[], $9::boolean[])
       as n (account_id, group_hash, group_values, event_time, event_id, value, historic)`,
    [
      rule.id,
      rule.revision,
      rows.map(({ accountId }) => accountId),
      rows.map(({ groupHash }) => groupHash),
      rows.map(({ groupValues }) => groupValues),
      ...firingColumns(rows),
      rows.map(({ historic }) => historic),
    ],
  );
}

function firingColumns(firings: readonly Firing[]): unknown[][] {
  return [
    firings.map(({ timeMs }) => new Date(timeMs)),
    firings.map(({ eventId }) => eventId),
    firings.map(({ value }) => value),
  ];
}
