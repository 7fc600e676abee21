import type { Pool } from '#lib/db/pool.ts';

/**
 * Everything that collecting leaves behind, by value: ids of dimension rows and objects differ between runs and say nothing.
 * Two runs over the same objects must give the same snapshot, whatever happened on the way.
 */
export async function collectedSnapshot(pool: Pool): Promise<Record<string, string>> {
  const snapshot: Record<string, string> = {};
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const { rows } = await pool.query<{ count: string; digest: string | null }>(
      `select count(*)::text as count, md5(string_agg(line, chr(10) order by line)) as digest from (${question}) as t (line)`,
    );
    snapshot[name] = `${rows[0]?.count} rows, ${rows[0]?.digest}`;
  }
  return snapshot;
}

const DIMENSIONS = `join region r on r.id = e.region_id join action a on a.id = e.action_id join principal p on p.id = e.principal_id
  join address d on d.id = e.address_id join error x on x.id = e.error_id`;
const VALUES = `r.name, a.service, a.event_name, a.read_only, a.category, p.label, p.arn, p.identity_type, p.mfa, d.value, x.code, x.outcome`;

// A key may stand in several rows until they are folded; what counts is their sum.
function sumsOf(table: string, bucket: string): string {
  return `select concat_ws('|', e.account_id, ${bucket}, ${VALUES}, sum(events), min(first_second), max(last_second))
    from ${table} e ${DIMENSIONS} group by e.account_id, ${bucket}, ${VALUES}`;
}

const QUESTIONS = {
  events: `select concat_ws('|', e.account_id, e.event_time, e.event_id, e.flags, e.error_message, ${VALUES}, s.arn, k.value, u.value,
      (select string_agg(value, ',' order by value) from resource where id = any(e.resource_ids)))
    from event e ${DIMENSIONS} left join session s on s.id = e.session_id left join access_key k on k.id = e.access_key_id
      left join user_agent u on u.id = e.user_agent_id`,
  hours: sumsOf('activity_hour', 'hour'),
  days: sumsOf('activity_day', 'day'),
  values: `with named as (
      select v.*, coalesce(r.value, k.value, g.name, a.service || a.event_name || a.read_only, concat_ws(' ', p.label, p.arn, p.identity_type, p.mfa),
        d.value, x.code || x.outcome) as name
      from activity_value v
      left join resource r on kind = 1 and r.id = value_id left join access_key k on kind = 2 and k.id = value_id
      left join region g on kind = 3 and g.id = value_id left join action a on kind = 4 and a.id = value_id
      left join principal p on kind = 5 and p.id = value_id left join address d on kind = 6 and d.id = value_id
      left join error x on kind = 7 and x.id = value_id
    ), hourly as (
      select account_id, day, kind, name, category, c & 31 as hour, sum(c >> 5) as counts
      from named cross join unnest(hour_counts) c group by 1, 2, 3, 4, 5, 6
    ), counted as (
      select account_id, day, kind, name, category, string_agg(hour || ':' || counts, ',' order by hour) as counts
      from hourly group by 1, 2, 3, 4, 5
    )
    select concat_ws('|', account_id, day, kind, name, category, sum(events), sum(errors), min(first_second), max(last_second),
      bit_or(hours), min(counts))
    from named left join counted using (account_id, day, kind, name, category) group by account_id, day, kind, name, category`,
  weeks: `select concat_ws('|', account_id, week, category, sum(events), max(last_second), sum(day_events[1]), sum(day_events[2]),
      sum(day_events[3]), sum(day_events[4]), sum(day_events[5]), sum(day_events[6]), sum(day_events[7]))
    from activity_week group by account_id, week, category`,
  // Which of two objects with the same event came first may differ; how many events they brought together may not.
  ledger: `select concat_ws('|', key, etag, state, reason, records, new_events + duplicate_events, quarantined_records,
      encode(sha256, 'hex')) from log_object`,
  sums: `select concat_ws('|', sum(records), sum(new_events), sum(duplicate_events), sum(quarantined_records)) from log_object`,
  counts: `select concat_ws('|', ingested, records, new_events, duplicate_events, quarantined_records, last_event_at) from source_count`,
  accounts: `select concat_ws('|', account_id, events, last_event_at) from source_account`,
  quarantined: `select concat_ws('|', o.key, q.ordinal, q.reason) from quarantined_record q join log_object o on o.id = q.object_id`,
};
