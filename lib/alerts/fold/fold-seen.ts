import type { Queryable } from '#lib/db/pool.ts';
import type { SeenRow } from '../seen-batch.ts';
import { type Firing, firingsOf, joinSpans, type OfHistory, type Span } from '../spans.ts';
import { seenColumns } from '../write-seen.ts';
import { detachMatches } from './detach.ts';
import { type FoldedRule, type GroupKey, groupId } from './folded-rule.ts';
import { addFirings, isSameFiring, readFirings, removeFirings } from './stored-firings.ts';

/** New spans that are looked at in one transaction. */
const AT_ONCE = 5_000;

type SpanRow = {
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

const SPAN_COLUMNS =
  'account_id, group_hash, group_values, revision, value, first_at, first_event_id, last_at, last_event_id, historic';

/** Makes findings of what a rule newly saw, some thousand spans at a time. Returns how many it took, and which findings are news. */
export async function foldSeen(
  db: Queryable,
  rule: FoldedRule,
  when: OfHistory,
): Promise<{ taken: number; news: string[] }> {
  const { rows } = await db.query<SpanRow>(
    `delete from alert_seen_new
     where ctid = any(array(select ctid from alert_seen_new where rule_id = $1 limit ${AT_ONCE})) returning ${SPAN_COLUMNS}`,
    [rule.id],
  );
  const ofRevision = rows.filter(({ revision }) => revision === rule.revision);
  const news: string[] = [];
  for (const added of Map.groupBy(ofRevision, (row) => groupId(keyOf(row))).values())
    news.push(...(await foldGroup(db, rule, when, added)));
  return { taken: rows.length, news };
}

async function foldGroup(
  db: Queryable,
  rule: FoldedRule,
  when: OfHistory,
  added: readonly SpanRow[],
): Promise<string[]> {
  const [first] = added;
  if (!first) return [];
  const group = keyOf(first);
  const before = await knownSince(db, rule, group);
  const sinceMs = added.reduce((least, row) => Math.min(least, row.first_at.getTime()), before);
  // A group that turns out to be known for longer changes what is new of all its values.
  const values = sinceMs < before ? null : [...new Set(added.map(({ value }) => value))];
  const stored = await takeSpans(db, rule, group, values);
  const spans = joinSpans(when, [...stored, ...added.map(toSpan)]);
  await storeSpans(db, rule, when, group, spans);
  const newestMs = spans.reduce((newest, { lastMs }) => Math.max(newest, lastMs), sinceMs);
  const nowMs = Math.max(newestMs, await silentUntil(db, rule, when, group));
  return setFirings(db, rule, group, values, firingsOf(when, spans, { knownSinceMs: sinceMs, nowMs }));
}

// A silence that was found by the clock is one, as long as no event falls into it.
async function silentUntil(
  db: Queryable,
  rule: FoldedRule,
  when: OfHistory,
  group: GroupKey,
): Promise<number> {
  if (when.kind !== 'absence') return Number.NEGATIVE_INFINITY;
  const found = await readFirings(db, rule, group, null);
  return found.reduce((until, { timeMs }) => Math.max(until, timeMs + when.silentMinutes * 60_000), 0);
}

// Makes the firings of a group's values (null: of all of them) these and no others, and its findings with them.
async function setFirings(
  db: Queryable,
  rule: FoldedRule,
  group: GroupKey,
  values: readonly string[] | null,
  firings: readonly Firing[],
): Promise<string[]> {
  const stored = await readFirings(db, rule, group, values);
  const gone = stored.filter((one) => !firings.some((firing) => isSameFiring(one, firing)));
  const fresh = firings.filter((one) => !stored.some((firing) => isSameFiring(one, firing)));
  if (gone.length > 0) {
    await removeFirings(db, rule, group, gone);
    await detachMatches(
      db,
      rule,
      group,
      gone.map(({ timeMs }) => timeMs),
    );
  }
  return fresh.length === 0 ? [] : addFirings(db, rule, group, fresh);
}

async function knownSince(db: Queryable, rule: FoldedRule, group: GroupKey): Promise<number> {
  const { rows } = await db.query<{ since: Date | null }>(
    `select min(first_at) as since from alert_seen
     where rule_id = $1 and revision = $2 and account_id = $3 and group_hash = $4`,
    [rule.id, rule.revision, group.accountId, group.groupHash],
  );
  return rows[0]?.since?.getTime() ?? Number.POSITIVE_INFINITY;
}

async function takeSpans(
  db: Queryable,
  rule: FoldedRule,
  group: GroupKey,
  values: readonly string[] | null,
): Promise<Span[]> {
  const { rows } = await db.query<SpanRow>(
    `delete from alert_seen
     where rule_id = $1 and revision = $2 and account_id = $3 and group_hash = $4 and ($5::text[] is null or value = any($5))
     returning ${SPAN_COLUMNS}`,
    [rule.id, rule.revision, group.accountId, group.groupHash, values],
  );
  return rows.map(toSpan);
}

async function storeSpans(
  db: Queryable,
  rule: FoldedRule,
  when: OfHistory,
  group: GroupKey,
  spans: readonly Span[],
): Promise<void> {
  const { id: ruleId, revision } = rule;
  const rows: SeenRow[] = spans.map((span) => ({ ...group, ...span, ruleId, revision, when }));
  await db.query(
    `insert into alert_seen (rule_id, revision, account_id, group_hash, group_values, value_hash, value, first_at, first_event_id,
       last_at, last_event_id, historic)
     select * from unnest($1::int[], $2::int[], $3::bigint[], $4::uuid[], $5::jsonb[], $6::uuid[], $7::text[], $8::timestamptz[],
       $9::uuid[], $10::timestamptz[], $11::uuid[], $12::boolean[])`,
    seenColumns(rows),
  );
}

function keyOf(row: SpanRow): GroupKey {
  return {
    accountId: row.account_id,
    groupHash: row.group_hash,
    groupValues: JSON.stringify(row.group_values),
  };
}

function toSpan(row: SpanRow): Span {
  return {
    value: row.value,
    firstMs: row.first_at.getTime(),
    firstEventId: row.first_event_id,
    lastMs: row.last_at.getTime(),
    lastEventId: row.last_event_id,
    historic: row.historic,
  };
}
