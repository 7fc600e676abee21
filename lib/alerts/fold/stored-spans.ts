import type { Queryable } from '#lib/db/pool.ts';
import type { SeenRow } from '../seen-batch.ts';
import type { OfHistory, Span } from '../spans.ts';
import { valuesHash } from '../values-hash.ts';
import { seenColumns } from '../write-seen.ts';
import { type FoldedRule, type GroupKey, groupId } from './folded-rule.ts';

/** A span as the tables have it. */
export type SpanRow = {
  account_id: string;
  group_hash: string;
  group_values: unknown;
  revision: number;
  value: string;
  first_at: Date;
  first_event_id: string;
  last_at: Date;
  last_event_id: string;
  historic: boolean;
};

export const SPAN_COLUMNS =
  'account_id, group_hash, group_values, revision, value, first_at, first_event_id, last_at, last_event_id, historic';

export type GroupSpans = { group: GroupKey; spans: readonly Span[] };

/** When each group (by its id) was seen first, in ms. Groups that were never seen are left out. */
export async function readKnownSince(
  db: Queryable,
  rule: FoldedRule,
  groups: readonly GroupKey[],
): Promise<Map<string, number>> {
  const { rows } = await db.query<{ account_id: string; group_hash: string; since: Date }>(
    `select n.account_id, n.group_hash, known.since
     from unnest($3::bigint[], $4::uuid[]) as n (account_id, group_hash)
     cross join lateral (select min(s.first_at) as since from alert_seen s
       where s.rule_id = $1 and s.revision = $2 and s.account_id = n.account_id and s.group_hash = n.group_hash) as known
     where known.since is not null`,
    [rule.id, rule.revision, ...groupColumns(groups)],
  );
  return new Map(
    rows.map((row) => [
      groupId({ accountId: row.account_id, groupHash: row.group_hash }),
      row.since.getTime(),
    ]),
  );
}

/** Stored spans by the group's id: those of `values`, or all of the group's where that is null. */
export async function readSpans(
  db: Queryable,
  rule: FoldedRule,
  asked: readonly { group: GroupKey; values: readonly string[] | null }[],
): Promise<Map<string, Span[]>> {
  const whole = asked.filter(({ values }) => values === null).map(({ group }) => group);
  const parts = asked.flatMap(({ group, values }) => (values ?? []).map((value) => ({ ...group, value })));
  const rows = [...(await readOfGroups(db, rule, whole)), ...(await readOfValues(db, rule, parts))];
  const byGroup = Map.groupBy(rows, (row) => groupId(groupOf(row)));
  return new Map([...byGroup].map(([id, ofGroup]) => [id, ofGroup.map(toSpan)]));
}

async function readOfGroups(
  db: Queryable,
  rule: FoldedRule,
  groups: readonly GroupKey[],
): Promise<SpanRow[]> {
  if (groups.length === 0) return [];
  const { rows } = await db.query<SpanRow>(
    `select s.* from unnest($3::bigint[], $4::uuid[]) as n (account, hash)
     cross join lateral (select ${SPAN_COLUMNS} from alert_seen
       where rule_id = $1 and revision = $2 and account_id = n.account and group_hash = n.hash) as s`,
    [rule.id, rule.revision, ...groupColumns(groups)],
  );
  return rows;
}

async function readOfValues(
  db: Queryable,
  rule: FoldedRule,
  values: readonly (GroupKey & { value: string })[],
): Promise<SpanRow[]> {
  if (values.length === 0) return [];
  const { rows } = await db.query<SpanRow>(
    `select s.* from unnest($3::bigint[], $4::uuid[], $5::uuid[]) as n (account, hash, value)
     cross join lateral (select ${SPAN_COLUMNS} from alert_seen
       where rule_id = $1 and revision = $2 and account_id = n.account and group_hash = n.hash and value_hash = n.value) as s`,
    [rule.id, rule.revision, ...groupColumns(values), values.map(({ value }) => valuesHash([value]))],
  );
  return rows;
}

/** Removes spans that are no more, and adds those that are new. */
export async function storeSpans(
  db: Queryable,
  rule: FoldedRule,
  when: OfHistory,
  { removed, added }: { removed: readonly GroupSpans[]; added: readonly GroupSpans[] },
): Promise<void> {
  const { id: ruleId, revision } = rule;
  const rowsOf = (all: readonly GroupSpans[]): SeenRow[] =>
    all.flatMap(({ group, spans }) =>
      spans.map((span) => ({
        ...group,
        ...span,
        ruleId,
        revision,
        when,
        valueHash: valuesHash([span.value]),
      })),
    );
  const gone = rowsOf(removed);
  if (gone.length > 0)
    await db.query(
      `delete from alert_seen s using unnest($3::bigint[], $4::uuid[], $5::uuid[], $6::timestamptz[])
         as n (account_id, group_hash, value_hash, first_at)
       where s.rule_id = $1 and s.revision = $2 and s.account_id = n.account_id and s.group_hash = n.group_hash
         and s.value_hash = n.value_hash and s.first_at = n.first_at`,
      [
        ruleId,
        revision,
        ...groupColumns(gone),
        gone.map(({ valueHash }) => valueHash),
        gone.map(({ firstMs }) => new Date(firstMs)),
      ],
    );
  const fresh = rowsOf(added);
  if (fresh.length > 0)
    await db.query(
      `insert into alert_seen (rule_id, revision, account_id, group_hash, group_values, value_hash, value, first_at, first_event_id,
         last_at, last_event_id, historic)
       select * from unnest($1::int[], $2::int[], $3::bigint[], $4::uuid[], $5::jsonb[], $6::uuid[], $7::text[], $8::timestamptz[],
         $9::uuid[], $10::timestamptz[], $11::uuid[], $12::boolean[])`,
      seenColumns(fresh),
    );
}

export function groupOf(row: Pick<SpanRow, 'account_id' | 'group_hash' | 'group_values'>): GroupKey {
  return {
    accountId: row.account_id,
    groupHash: row.group_hash,
    groupValues: JSON.stringify(row.group_values),
  };
}

export function toSpan(row: SpanRow): Span {
  return {
    value: row.value,
    firstMs: row.first_at.getTime(),
    firstEventId: row.first_event_id,
    lastMs: row.last_at.getTime(),
    lastEventId: row.last_event_id,
    historic: row.historic,
  };
}

function groupColumns(groups: readonly Pick<GroupKey, 'accountId' | 'groupHash'>[]): unknown[][] {
  return [groups.map(({ accountId }) => accountId), groups.map(({ groupHash }) => groupHash)];
}
