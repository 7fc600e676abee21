import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { countryLookup } from '#lib/geo/country.ts';
import type { CompiledCondition } from '../../compile.ts';
import type { FoundFinding } from '../../findings/queries/get-finding.ts';
import { subjectOf } from '../../subject.ts';
import { openObjects } from '../../try-rule/open-objects.ts';
import { recordSubjects } from '../../try-rule/record-subjects.ts';
import { STORED_COLUMNS, StoredEvents, type StoredRow, storedRows } from '../../try-rule/stored-events.ts';

/** Events that a rule matched, newest first: `events` as they are stored, `more` where there are others before them. */
export type MatchedEvents = { rows: StoredRow[]; events: NormalisedEvent[]; more: boolean };

/** The newest events of a finding, `limit` at most. Rules that look back keep what they saw in place of matches. */
export async function readFindingEvents(
  db: Queryable,
  finding: FoundFinding,
  limit: number,
): Promise<MatchedEvents> {
  const group = sql`rule_id = ${finding.rule_id} and revision = ${finding.revision}
    and account_id = ${finding.account_id}::bigint and group_hash = ${finding.group_hash}::uuid`;
  return readMatched(
    db,
    sql`select account_id, event_time, event_id from alert_match
      where ${group} and state = 2 and event_time between ${finding.first_at} and ${finding.last_at}
      union
      select account_id, first_at, first_event_id from alert_seen
      where ${group} and first_at between ${finding.first_at} and ${finding.last_at}`,
    limit,
  );
}

/** The newest events since `from` that a rule matched in the scope's accounts, or in one of them. */
export async function readRuleMatches(
  db: Queryable,
  ruleId: number,
  { accountId, from }: { accountId: string | null; from: Date },
  limit: number,
): Promise<MatchedEvents> {
  return readMatched(
    db,
    sql`select distinct m.account_id, m.event_time, m.event_id
      from alert_match m join alert_rule r on r.id = m.rule_id and r.revision = m.revision
      where m.rule_id = ${ruleId} and m.event_time >= ${from}
        and ${accountId === null ? sql`m.account_id in (select scope_accounts())` : sql`m.account_id = ${accountId}::bigint`}`,
    limit,
  );
}

async function readMatched(db: Queryable, keys: Sql, limit: number): Promise<MatchedEvents> {
  const result = await db.query(
    sql`select ${STORED_COLUMNS}
      from (select * from (${keys}) k order by event_time desc, event_id limit ${limit + 1}) m
      join event e using (account_id, event_time, event_id)
      order by e.event_time desc, e.event_id`.toQuery(),
  );
  const rows = storedRows.parse(result.rows);
  const shown = rows.slice(0, limit);
  return { rows: shown, events: await new StoredEvents().read(db, shown), more: rows.length > limit };
}

/** How many of the events a condition matches; those whose records are wanted and not kept any more count as not matched. */
export async function countMatching(
  db: Queryable,
  condition: CompiledCondition,
  { rows, events }: Pick<MatchedEvents, 'rows' | 'events'>,
): Promise<number> {
  const country = condition.sources.has('@country') ? await countryLookup() : () => '';
  const recorded = recordSubjects(condition, country);
  if (recorded === null)
    return events.filter((event) => condition.matches(subjectOf(event, {}, { country }))).length;
  let matching = 0;
  for await (const objects of openObjects(db, rows))
    for (const object of objects) {
      const { subjects } = await recorded(object);
      matching += subjects.filter(condition.matches).length;
    }
  return matching;
}
