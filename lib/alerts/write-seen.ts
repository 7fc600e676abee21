import type { Queryable } from '#lib/db/pool.ts';
import type { NotedEvent } from './rule-set.ts';
import { isOfHistory, joinSpans, type OfHistory, type Span } from './spans.ts';
import { GroupHashes, isHistoric, valuesHash } from './write-matches.ts';

/** A span of one value of one group of a rule in an account. */
export type SeenRow = Span & {
  ruleId: number;
  revision: number;
  accountId: string;
  groupHash: string;
  /** JSON. */
  groupValues: string;
  when: OfHistory;
};

/** What events say of when values were seen, joined where it is one span. */
export function seenIn(events: readonly NotedEvent[], nowMs: number): SeenRow[] {
  const hashes = new GroupHashes();
  const groups = new Map<string, { base: Omit<SeenRow, keyof Span>; spans: Span[] }>();
  for (const { accountId, timeMs, eventId, matches } of events) {
    for (const { ruleId, revision, when, parts } of matches) {
      if (!isOfHistory(when)) continue;
      for (const part of parts) {
        const { hash: groupHash, json: groupValues } = hashes.of(part);
        const key = `${ruleId} ${revision} ${accountId} ${groupHash}`;
        const base = { ruleId, revision, accountId, groupHash, groupValues, when };
        const group = groups.get(key) ?? { base, spans: [] };
        groups.set(key, group);
        const ends = { firstMs: timeMs, firstEventId: eventId, lastMs: timeMs, lastEventId: eventId };
        group.spans.push({ value: part.value, ...ends, historic: isHistoric(timeMs, nowMs) });
      }
    }
  }
  return [...groups.values()].flatMap(({ base, spans }) =>
    joinSpans(base.when, spans).map((span) => ({ ...base, ...span })),
  );
}

export async function writeSeen(db: Queryable, rows: readonly SeenRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into alert_seen_new (rule_id, revision, account_id, group_hash, group_values, value_hash, value, first_at, first_event_id,
       last_at, last_event_id, historic)
     select * from unnest($1::int[], $2::int[], $3::bigint[], $4::uuid[], $5::jsonb[], $6::uuid[], $7::text[], $8::timestamptz[],
       $9::uuid[], $10::timestamptz[], $11::uuid[], $12::boolean[])`,
    seenColumns(rows),
  );
}

/** In the order of the columns above. */
export function seenColumns(rows: readonly SeenRow[]): unknown[][] {
  return [
    rows.map(({ ruleId }) => ruleId),
    rows.map(({ revision }) => revision),
    rows.map(({ accountId }) => accountId),
    rows.map(({ groupHash }) => groupHash),
    rows.map(({ groupValues }) => groupValues),
    rows.map(({ value }) => valuesHash([value])),
    rows.map(({ value }) => value),
    rows.map(({ firstMs }) => new Date(firstMs)),
    rows.map(({ firstEventId }) => firstEventId),
    rows.map(({ lastMs }) => new Date(lastMs)),
    rows.map(({ lastEventId }) => lastEventId),
    rows.map(({ historic }) => historic),
  ];
}
