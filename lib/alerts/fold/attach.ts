import type { Queryable } from '#lib/db/pool.ts';
import { type FoldedRule, type GroupKey, groupId } from './folded-rule.ts';
import { type JoinedRun, joinRuns, type Run, type StoredRun } from './runs.ts';

export type GroupRuns = { group: GroupKey; runs: readonly Run[] };
type GroupChange = { group: GroupKey; change: JoinedRun };

/** As the history names what Trailkeep does by itself. */
const ITSELF = 'Trailkeep';

/**
 * Makes runs into findings: new ones, or parts of those that they join. Returns the ids of findings that are news: made of events that
 * are not old, by a rule that is live.
 */
export async function attachRuns(
  db: Queryable,
  rule: FoldedRule,
  added: readonly GroupRuns[],
): Promise<string[]> {
  if (added.length === 0) return [];
  const stored = await findNear(db, rule, added);
  const changes: GroupChange[] = added.flatMap(({ group, runs }) =>
    joinRuns(stored.get(groupId(group)) ?? [], runs, rule.quietMs).map((change) => ({ group, change })),
  );
  for (const { group, change } of changes) await absorb(db, group, change);
  const old = changes.filter(({ change }) => change.into !== null);
  const fresh = changes.filter(({ change }) => change.into === null);
  const ids = [...(await grow(db, old)), ...(await open(db, rule, fresh))];
  const news = [...old, ...fresh].map(({ change }) => change.isNews);
  return rule.mode === 'live' ? ids.filter((_id, at) => news[at]) : [];
}

async function findNear(
  db: Queryable,
  rule: FoldedRule,
  added: readonly GroupRuns[],
): Promise<Map<string, StoredRun[]>> {
  const ends = added.map(({ runs }) => ({
    from: Math.min(...runs.map(({ firstMs }) => firstMs)) - rule.quietMs,
    to: Math.max(...runs.map(({ lastMs }) => lastMs)) + rule.quietMs,
  }));
  const { rows } = await db.query<{
    id: string;
    account_id: string;
    group_hash: string;
    first_at: Date;
    last_at: Date;
    events: number;
    historic: boolean;
  }>(
    `select f.id, f.account_id, f.group_hash, f.first_at, f.last_at, f.events, f.historic
     from unnest($3::bigint[], $4::uuid[], $5::timestamptz[], $6::timestamptz[]) as n (account_id, group_hash, starts, ends)
     join finding f on f.rule_id = $1 and f.account_id = n.account_id and f.group_hash = n.group_hash
     where f.revision = $2 and f.events > 0 and f.last_at >= n.starts and f.first_at <= n.ends`,
    [
      rule.id,
      rule.revision,
      added.map(({ group }) => group.accountId),
      added.map(({ group }) => group.groupHash),
      ends.map(({ from }) => new Date(from)),
      ends.map(({ to }) => new Date(to)),
    ],
  );
  const findings = rows.map((row) => ({
    key: groupId({ accountId: row.account_id, groupHash: row.group_hash }),
    run: {
      id: BigInt(row.id),
      firstMs: row.first_at.getTime(),
      lastMs: row.last_at.getTime(),
      events: row.events,
      historic: row.historic,
    },
  }));
  return new Map(
    [...Map.groupBy(findings, ({ key }) => key)].map(([key, of]) => [key, of.map(({ run }) => run)]),
  );
}

// Of several that became one the oldest lives on, with the histories of all; it is as open as the most open of them was.
async function absorb(db: Queryable, group: GroupKey, { into, from }: JoinedRun): Promise<void> {
  if (into === null || from.length === 0) return;
  const ids = [into, ...from].map(String);
  await db.query('update finding_history set finding_id = $1 where finding_id = any($2::bigint[])', [
    String(into),
    from.map(String),
  ]);
  await db.query(
    `update finding set
       state = (select state from finding where id = any($2::bigint[])
         order by array_position(array['open', 'acknowledged', 'closed'], state) limit 1),
       assignee_id = (select assignee_id from finding where id = any($2::bigint[]) order by assignee_id is null, id limit 1),
       notified_at = (select min(notified_at) from finding where id = any($2::bigint[])),
       changed_at = now()
     where id = $1`,
    [String(into), ids],
  );
  await db.query('update alert_delivery set finding_id = $1 where finding_id = any($2::bigint[])', [
    String(into),
    from.map(String),
  ]);
  await db.query(
    `insert into finding_history (finding_id, account_id, actor, kind, joined_id)
     select $1, $2, '${ITSELF}', 'joined', id from unnest($3::bigint[]) as id`,
    [String(into), group.accountId, from.map(String)],
  );
  await db.query('delete from finding where id = any($1::bigint[])', [from.map(String)]);
}

/** Ids in the order of the changes. */
async function grow(db: Queryable, changes: readonly GroupChange[]): Promise<string[]> {
  const grown = changes.map(({ change }) => change);
  const ids = grown.map(({ into }) => String(into));
  if (ids.length === 0) return [];
  await db.query(
    `update finding f set first_at = n.first_at, last_at = n.last_at, events = n.events, historic = n.historic, changed_at = now()
     from unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::int[], $5::boolean[])
       as n (id, first_at, last_at, events, historic)
     where f.id = n.id`,
    [ids, ...runColumns(grown)],
  );
  return ids;
}

/** Ids in the order of the changes. */
async function open(db: Queryable, rule: FoldedRule, fresh: readonly GroupChange[]): Promise<string[]> {
  if (fresh.length === 0) return [];
  const { rows } = await db.query<{ id: string }>(
    `with n as (
       select * from unnest($5::bigint[], $6::uuid[], $7::jsonb[], $8::timestamptz[], $9::timestamptz[], $10::int[], $11::boolean[])
         with ordinality as n (account_id, group_hash, group_values, first_at, last_at, events, historic, nth)
     ), opened as (
       insert into finding
         (rule_id, revision, severity, silent, group_by, account_id, group_hash, group_values, first_at, last_at, events, historic)
       select $1, $2, $3, $4, $12, account_id, group_hash, group_values, first_at, last_at, events, historic from n
       returning id, account_id, group_hash, first_at
     ), told as (
       insert into finding_history (finding_id, account_id, actor, kind) select id, account_id, '${ITSELF}', 'opened' from opened
     )
     select opened.id from opened join n using (account_id, group_hash, first_at) order by n.nth`,
    [
      rule.id,
      rule.revision,
      rule.definition.severity,
      rule.mode !== 'live',
      fresh.map(({ group }) => group.accountId),
      fresh.map(({ group }) => group.groupHash),
      fresh.map(({ group }) => group.groupValues),
      ...runColumns(fresh.map(({ change }) => change)),
      rule.definition.groupBy,
    ],
  );
  return rows.map(({ id }) => id);
}

function runColumns(runs: readonly Run[]): unknown[][] {
  return [
    runs.map(({ firstMs }) => new Date(firstMs)),
    runs.map(({ lastMs }) => new Date(lastMs)),
    runs.map(({ events }) => events),
    runs.map(({ historic }) => historic),
  ];
}
