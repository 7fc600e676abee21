import { END, START } from './dataset.ts';
import type { Duckdb } from './duckdb-connection.ts';
import type { Answer, Subjects } from './subjects.ts';

type Ask = (db: Duckdb) => Promise<Answer>;

const IN_RANGE = `event_time >= '${START.toISOString()}' and event_time < '${END.toISOString()}' and category = 'management'`;
/** As many groups and series as the report shows. */
const GROUPS = 100;
const SERIES = 6;

/** What the report draws, as Trailkeep answers it: a total for each day or hour, the largest groups, a series for six. */
export function groups(column: string, bucket: 'day' | 'hour', where: string): Ask {
  return async (db) => {
    const rows = await db.rows(`
      with counted as (
        select ${column} as value, date_trunc('${bucket}', event_time) as bucket, count(*) as events,
          count(*) filter (where outcome <> 'success') as errors, min(event_time) as first_seen, max(event_time) as last_seen
        from event where ${IN_RANGE} and ${where} group by all
      ), ranked as (
        select value, sum(events) as events, sum(errors) as errors, min(first_seen) as first_seen, max(last_seen) as last_seen,
          row_number() over (order by sum(events) desc, value) as place
        from counted group by value
      )
      select 'total' as kind, '' as value, bucket, sum(events) as events, sum(errors) as errors, null as first_seen,
        null as last_seen
      from counted group by bucket
      union all
      select 'group', value, null, events, errors, first_seen, last_seen from ranked where place <= ${GROUPS}
      union all
      select 'series', value, bucket, counted.events, counted.errors, null, null
      from counted join ranked using (value) where place <= ${SERIES}`);
    const found = rows.filter(({ kind }) => kind === 'group');
    return Object.fromEntries(found.map(({ value, events }) => [String(value), Number(events)]));
  };
}

/** Six lists in six questions, as with Trailkeep. */
export function summary(limit: number): Ask {
  const columns = {
    region: 'region',
    service: 'service',
    event: 'event_name',
    user: 'user_label',
    ip: 'source_ip',
  };
  return async (db) => {
    const answer: Record<string, number> = {};
    for (const [name, column] of Object.entries(columns)) {
      const rows = await db.rows(`
        select ${column} as value, count(*) as events from event where ${IN_RANGE} group by 1 order by 2 desc, 1 limit ${limit}`);
      for (const { value, events } of rows) answer[`${name} ${value ?? ''}`] = Number(events);
    }
    await db.rows(`
      select value, count(*) as events from (select unnest(resources) as value from event where ${IN_RANGE})
      group by 1 order by 2 desc, 1 limit ${limit}`);
    return answer;
  };
}

export function newest(where: string, limit: number): Ask {
  return async (db) => {
    const rows = await db.rows(`
      select event_id, event_time, account_id, region, service, event_name, user_label, session_name, user_arn, access_key, source_ip,
        user_agent, error_code, error_message, outcome, read_only, mfa, resources
      from event where ${IN_RANGE} and ${where}
      order by event_time desc, account_id desc, event_id desc limit ${limit}`);
    return rows.map(({ event_id }) => String(event_id));
  };
}

/** Trailkeep's wildcard box: any of the fields that it looks at. */
export function matches(wildcard: string): string {
  const like = text(wildcard.replaceAll('*', '%').replaceAll('?', '_'));
  const columns = [
    'user_label',
    'principal_arn',
    'user_arn',
    'session_name',
    'event_name',
    'service',
    'source_ip',
    'access_key',
    'account_id::varchar',
  ];
  const anyColumn = columns.map((column) => `${column} ilike ${like}`).join(' or ');
  return `(${anyColumn} or len(list_filter(resources, lambda name: name ilike ${like})) > 0)`;
}

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A user of middling size, the busiest account, and the resource that most events list. */
export async function chooseSubjects(db: Duckdb, wildcard: string): Promise<Subjects> {
  const first = async (sql: string) => String((await db.rows(sql))[0]?.value);
  return {
    user: await first('select user_label as value from event group by 1 order by count(*) desc, 1 offset 9'),
    account: await first(
      `select lpad(account_id::varchar, 12, '0') as value from event group by account_id order by count(*) desc`,
    ),
    resource: await first(
      'select value from (select unnest(resources) as value from event) group by 1 order by count(*) desc, 1',
    ),
    wildcard,
  };
}
