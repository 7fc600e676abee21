import type { Queryable } from '#lib/db/pool.ts';
import { attachRuns } from './attach.ts';
import type { FoldedRule, GroupKey } from './folded-rule.ts';
import { type Counted, type Run, runsOf } from './runs.ts';

type Place = { id: string; firstMs: number; lastMs: number };

/**
 * Makes findings of a group right again whose matches at `times` are none any more (they are removed already): such a finding gets
 * smaller, falls into several, or is withdrawn. One that somebody dealt with stays, closed, with a line that says why.
 */
export async function detachMatches(
  db: Queryable,
  rule: FoldedRule,
  group: GroupKey,
  times: readonly number[],
): Promise<void> {
  for (const finding of await findAround(db, rule, group, times)) {
    const [first, ...others] = runsOf(await matchesOf(db, rule, group, finding), rule.quietMs);
    if (first) await shrink(db, finding.id, first);
    else await withdraw(db, finding.id);
    await attachRuns(
      db,
      rule,
      [{ group, runs: others }].filter(({ runs }) => runs.length > 0),
    );
  }
}

async function findAround(
  db: Queryable,
  rule: FoldedRule,
  group: GroupKey,
  times: readonly number[],
): Promise<Place[]> {
  const { rows } = await db.query<{ id: string; first_at: Date; last_at: Date }>(
    `select id, first_at, last_at from finding f
     where rule_id = $1 and revision = $2 and account_id = $3 and group_hash = $4 and events > 0
       and exists (select from unnest($5::timestamptz[]) as n (at) where n.at between f.first_at and f.last_at)`,
    [rule.id, rule.revision, group.accountId, group.groupHash, times.map((time) => new Date(time))],
  );
  return rows.map((row) => ({ id: row.id, firstMs: row.first_at.getTime(), lastMs: row.last_at.getTime() }));
}

async function matchesOf(
  db: Queryable,
  rule: FoldedRule,
  group: GroupKey,
  { firstMs, lastMs }: Place,
): Promise<Counted[]> {
  const { rows } = await db.query<{ event_time: Date; event_id: string; historic: boolean }>(
    `select event_time, event_id, historic from alert_match
     where rule_id = $1 and revision = $2 and account_id = $3 and group_hash = $4 and event_time between $5 and $6 and state = 2`,
    [rule.id, rule.revision, group.accountId, group.groupHash, new Date(firstMs), new Date(lastMs)],
  );
  return rows.map((row) => ({
    timeMs: row.event_time.getTime(),
    eventId: row.event_id,
    historic: row.historic,
  }));
}

async function shrink(db: Queryable, id: string, run: Run): Promise<void> {
  await db.query(
    'update finding set first_at = $2, last_at = $3, events = $4, historic = $5, changed_at = now() where id = $1',
    [id, new Date(run.firstMs), new Date(run.lastMs), run.events, run.historic],
  );
}

async function withdraw(db: Queryable, id: string): Promise<void> {
  const { rowCount } = await db.query(
    `delete from finding f where id = $1 and state = 'open' and assignee_id is null and notified_at is null
       and not exists (select from finding_history h where h.finding_id = f.id and h.kind not in ('opened', 'joined'))`,
    [id],
  );
  if (rowCount === 1) return;
  await db.query(
    `with closed as (
       update finding set events = 0, state = 'closed', changed_at = now() where id = $1 returning id, account_id
     )
     insert into finding_history (finding_id, account_id, actor, kind, comment)
     select id, account_id, 'Trailkeep', 'withdrawn', 'Events that came later show that it was nothing new.' from closed`,
    [id],
  );
}
