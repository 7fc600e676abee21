/** SQL of folding, for the accounts $1 and the day $2. */
type Fold = {
  /** Selects the accounts where it pays. */
  worth: string;
  /** Each row is summed up by the very statement that deletes it, so even two folds at once would count it once. */
  fold: readonly string[];
};

const COMBINATION = 'region_id, action_id, principal_id, address_id, error_id';
const VALUE = 'account_id, kind, value_id, category';

const OF_WEEK = `account_id = any($1::bigint[]) and week = date_trunc('week', $2::timestamptz at time zone 'UTC')::date`;

// Rows that are deleted leave room that only new ones fill, so accounts whose keys have few rows each stay as they are.
export const FOLDS: readonly Fold[] = [
  {
    // Hours, resources and access keys go with the day: their keys are in fewer batches than the day's.
    worth: accountsWith(2, `account_id, ${COMBINATION}`, 'activity_day'),
    fold: [
      foldCombinations('activity_hour', 'hour'),
      foldCombinations('activity_day', 'day'),
      foldValues('kind <= 2'),
    ],
  },
  // The kinds that reports ask for most have few rows: soon worth it.
  { worth: accountsWith(1.3, VALUE, 'activity_value', 'kind > 2'), fold: [foldValues('kind > 2')] },
  {
    worth: `
      select account_id from activity_week where ${OF_WEEK}
      group by account_id having count(*) >= 2 * count(distinct category)`,
    fold: [foldWeeks()],
  },
];

/** Accounts whose keys have so many rows each, on average. */
function accountsWith(rowsEach: number, key: string, table: string, which = 'true'): string {
  return `
    select account_id
    from (
      select account_id, count(*) as parts from ${table}
      where account_id = any($1::bigint[]) and day = $2::timestamptz and ${which}
      group by ${key}
    ) keys
    group by account_id having sum(parts) >= ${rowsEach} * count(*)`;
}

function foldCombinations(table: string, bucket: string): string {
  const ofDay = `account_id = any($1::bigint[]) and ${bucket} >= $2::timestamptz and ${bucket} < $2::timestamptz + interval '24 hours'`;
  const key = `account_id, ${bucket}, ${COMBINATION}`;
  return `
    with taken as (
      delete from ${table}
      where ${ofDay} and (${key}) in (select ${key} from ${table} where ${ofDay} group by ${key} having count(*) > 1)
      returning *
    )
    insert into ${table} (${key}, events, first_second, last_second)
    select ${key}, sum(events), min(first_second), max(last_second) from taken group by ${key} order by ${key}`;
}

function foldWeeks(): string {
  const key = 'account_id, week, category';
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => `sum(day_events[${day}])`).join(', ');
  return `
    with taken as (
      delete from activity_week
      where ${OF_WEEK} and (${key}) in (select ${key} from activity_week where ${OF_WEEK} group by ${key} having count(*) > 1)
      returning *
    )
    insert into activity_week (${key}, events, last_second, day_events)
    select ${key}, sum(events), max(last_second), array[${days}] from taken group by ${key} order by ${key}`;
}

// Of each of the hour_counts the lowest five bits are the hour; what stands above them adds up.
function foldValues(which: string): string {
  const ofDay = `account_id = any($1::bigint[]) and day = $2::timestamptz and ${which}`;
  return `
    with taken as (
      delete from activity_value
      where ${ofDay} and (${VALUE}) in (
        select ${VALUE} from activity_value where ${ofDay} group by ${VALUE} having count(*) > 1
      )
      returning *
    ), hourly as (
      select ${VALUE}, hour_count & 31 as hour, sum(hour_count >> 5)::bigint as counts
      from taken cross join unnest(hour_counts) as hour_count
      group by ${VALUE}, 5
    ), counted as (
      select ${VALUE}, array_agg((counts << 5) | hour order by hour) as hour_counts from hourly group by ${VALUE}
    ), summed as (
      select ${VALUE}, sum(events) as events, sum(errors) as errors,
        min(first_second) as first_second, max(last_second) as last_second, bit_or(hours) as hours
      from taken
      group by ${VALUE}
    )
    insert into activity_value
      (${VALUE}, day, events, errors, first_second, last_second, hours, hour_counts)
    select ${VALUE}, $2, events, errors, first_second, last_second, hours, hour_counts
    from summed left join counted using (${VALUE})
    order by ${VALUE}`;
}
