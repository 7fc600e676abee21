import type { Queryable } from '#lib/db/pool.ts';
import type { Firing } from '../spans.ts';
import { attachRuns } from './attach.ts';
import type { FoldedRule, GroupKey } from './folded-rule.ts';
import { runsOf } from './runs.ts';

/** The events that made a rule of history fire stand among the matches, as those of other rules do. */
export async function readFirings(
  db: Queryable,
  rule: FoldedRule,
  group: GroupKey,
  values: readonly string[] | null,
): Promise<Firing[]> {
  const { rows } = await db.query<{ event_time: Date; event_id: string; value: string; historic: boolean }>(
    `select event_time, event_id, value, historic from alert_match
     where rule_id = $1 and revision = $2 and account_id = $3 and group_hash = $4 and ($5::text[] is null or value = any($5))`,
    [rule.id, rule.revision, group.accountId, group.groupHash, values],
  );
  return rows.map((row) => ({
    timeMs: row.event_time.getTime(),
    eventId: row.event_id,
    value: row.value,
    historic: row.historic,
  }));
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

/** Stores new firings, and makes findings of them. Returns those that are news. */
export async function addFirings(
  db: Queryable,
  rule: FoldedRule,
  group: GroupKey,
  firings: readonly Firing[],
): Promise<string[]> {
  await writeFirings(db, rule, group, firings);
  return attachRuns(db, rule, [{ group, runs: runsOf(firings, rule.quietMs) }]);
}

// An event may fire for several groups and values: each gets the next free number of its event.
async function writeFirings(
  db: Queryable,
  rule: FoldedRule,
  group: GroupKey,
  firings: readonly Firing[],
): Promise<void> {
  await db.query(
    `insert into alert_match (rule_id, revision, account_id, group_hash, group_values, event_time, event_id, value, historic, part, state)
     select $1, $2, $3, $4, $5, n.event_time, n.event_id, n.value, n.historic,
       coalesce((select max(m.part) + 1 from alert_match m where m.rule_id = $1 and m.account_id = $3
         and m.event_time = n.event_time and m.event_id = n.event_id), 0)
       + row_number() over (partition by n.event_time, n.event_id order by n.value) - 1, 2
     from unnest($6::timestamptz[], $7::uuid[], $8::text[], $9::boolean[]) as n (event_time, event_id, value, historic)`,
    [
      rule.id,
      rule.revision,
      group.accountId,
      group.groupHash,
      group.groupValues,
      ...firingColumns(firings),
      firings.map(({ historic }) => historic),
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
