import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { describedEvent, describeEvents, toEventRow } from '#lib/events/event-row.ts';
import type { EventRow } from '#lib/events/schema.ts';
import type { DeliveryEntry, FindingDetail, HistoryEntry } from '../schema.ts';
import {
  type FindingColumns,
  findingColumns,
  findingColumnsRow,
  findingTables,
  shownIn,
} from './finding-rows.ts';

const MOST_EVENTS = 25;
const MOST_HISTORY = 200;
const DAYS = 14;
/** `alert_match.state` of matches that stand in findings; others wait for more of them. */
const COUNTS = 2;

const scopeColumns = z.object({
  view_slug: z.string().nullable(),
  scope_name: z.string(),
  group_hash: z.string(),
  revision: z.number(),
});
export type FoundFinding = FindingColumns & z.infer<typeof scopeColumns>;

/** A finding that the scope shows, or null. */
export async function getFinding(db: Queryable, scope: Scope, id: string): Promise<FoundFinding | null> {
  const { rows } = await db.query(
    sql`select ${findingColumns}, f.group_hash, f.revision, v.slug as view_slug, coalesce(v.name, own.name, '') as scope_name
      from ${findingTables} left join view v on v.id = r.view_id left join account own on own.id = r.account_id
      where f.id = ${id}::bigint and ${shownIn(scope)}`.toQuery(),
  );
  return rows[0] ? findingColumnsRow.extend(scopeColumns.shape).parse(rows[0]) : null;
}

/** The newest of a finding's events. */
export async function listFindingEvents(
  db: Queryable,
  finding: FoundFinding,
): Promise<{ events: EventRow[]; more: boolean }> {
  // The matches first: their index has the group, that of events has not. Rules that look back keep what they saw instead.
  const { rows } = await db.query<{ event_time: Date; event_id: string }>(
    sql`select distinct event_time, event_id from alert_match
      where state = ${COUNTS} and rule_id = ${finding.rule_id} and revision = ${finding.revision} and account_id = ${finding.account_id}::bigint
        and group_hash = ${finding.group_hash}::uuid and event_time between ${finding.first_at} and ${finding.last_at}
      union
      select first_at, first_event_id from alert_seen
      where rule_id = ${finding.rule_id} and revision = ${finding.revision} and account_id = ${finding.account_id}::bigint
        and group_hash = ${finding.group_hash}::uuid and first_at between ${finding.first_at} and ${finding.last_at}
      order by event_time desc, event_id limit ${MOST_EVENTS + 1}`.toQuery(),
  );
  const shown = rows.slice(0, MOST_EVENTS);
  if (shown.length === 0) return { events: [], more: false };
  const picked = sql`
    select e.* from unnest(${shown.map((row) => row.event_time.toISOString())}::timestamptz[],
      ${shown.map((row) => row.event_id)}::uuid[]) as m (at, id)
    join event e on e.account_id = ${finding.account_id}::bigint and e.event_time = m.at and e.event_id = m.id`;
  const described = await db.query(
    describeEvents(picked, sql`order by e.event_time desc, e.event_id`).toQuery(),
  );
  return {
    events: z.array(describedEvent).parse(described.rows).map(toEventRow),
    more: rows.length > MOST_EVENTS,
  };
}

/** Matches of the finding's rule in its account on each of the days up to its last one, oldest first. */
export async function countMatchDays(db: Queryable, finding: FoundFinding): Promise<FindingDetail['days']> {
  const { rows } = await db.query<{ day: string; matches: number; own: boolean }>(
    sql`with days as (
        select generate_series(date_trunc('day', ${finding.last_at}::timestamptz, 'UTC') - make_interval(days => ${DAYS - 1}),
          date_trunc('day', ${finding.last_at}::timestamptz, 'UTC'), interval '1 day') as day
      )
      select to_char(d.day at time zone 'UTC', 'YYYY-MM-DD') as day, count(distinct m.event_id)::int as matches,
        coalesce(bool_or(m.group_hash = ${finding.group_hash}::uuid and m.event_time between ${finding.first_at} and ${finding.last_at}), false) as own
      from days d left join alert_match m on m.state = ${COUNTS} and m.rule_id = ${finding.rule_id} and m.account_id = ${finding.account_id}::bigint
        and m.event_time >= d.day and m.event_time < d.day + interval '1 day'
      group by d.day order by d.day`.toQuery(),
  );
  return rows;
}

/** What became of a finding, the newest first. */
export async function listHistory(db: Queryable, findingId: string): Promise<HistoryEntry[]> {
  const { rows } = await db.query<Omit<HistoryEntry, 'at'> & { at: Date }>(
    sql`select id, at, actor, kind, comment, assignee from finding_history where finding_id = ${findingId}::bigint
      order by id desc limit ${MOST_HISTORY}`.toQuery(),
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The messages about a finding, in the order in which they were made. */
export async function listFindingDeliveries(db: Queryable, findingId: string): Promise<DeliveryEntry[]> {
  const { rows } = await db.query<
    Omit<DeliveryEntry, 'nextAttemptAt' | 'sentAt'> & { next_attempt_at: Date; sent_at: Date | null }
  >(
    sql`select id, channel_name as channel, channel_kind as kind, state, attempts, last_error as error, next_attempt_at, sent_at
      from alert_delivery where finding_id = ${findingId}::bigint order by number`.toQuery(),
  );
  return rows.map(({ next_attempt_at, sent_at, ...row }) => ({
    ...row,
    nextAttemptAt: next_attempt_at.toISOString(),
    sentAt: sent_at?.toISOString() ?? null,
  }));
}
