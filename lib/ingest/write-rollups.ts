import { VALUE_KINDS } from '#lib/activity/value-kinds.ts';
import { CopyEncoder } from '#lib/db/copy-encoder.ts';
import { copyIn } from '#lib/db/copy-in.ts';
import type { Connection } from '#lib/db/pool.ts';
import type { IntTable } from './int-table.ts';
import { ACTIVITY, ACTIVITY_KEYS, HOURS_A_DAY, type Rollups, VALUE } from './rollups.ts';
import { weekSums } from './week-sums.ts';
import { MS_A_DAY, MS_AN_HOUR, weekStart, weekSuffix } from './weeks.ts';

const DIMENSION_COLUMNS = ['region_id', 'action_id', 'principal_id', 'address_id', 'error_id'];
const SPAN_COLUMNS = ['events', 'first_second', 'last_second'];

/** Kinds of many values, each in few hours: what their hours would cost is not worth it. */
const WITHOUT_HOURS: ReadonlySet<number> = new Set([VALUE_KINDS.resource, VALUE_KINDS.accessKey]);

type Target = {
  table: 'activity_hour' | 'activity_day' | 'activity_value';
  columns: readonly string[];
  bucketMs: number;
  sums: IntTable;
  /** Writes all columns of a row after its account and its hour or day. */
  encode: (rows: CopyEncoder, row: number) => void;
};

/**
 * Appends a batch's sums to the rollups, in the order of their keys: a key of which there are sums already then stands in several
 * rows, which readers add up and `foldActivity` makes one again. Nothing is locked, so no worker waits for another.
 */
export async function writeRollups(db: Connection, rollups: Rollups): Promise<void> {
  const { hours, days, values } = rollups;
  const targets: Target[] = [
    {
      table: 'activity_hour',
      columns: ['hour', ...DIMENSION_COLUMNS, ...SPAN_COLUMNS],
      bucketMs: MS_AN_HOUR,
      sums: hours,
      encode: (rows, row) => {
        for (let column = 2; column < ACTIVITY_KEYS; column++) rows.int4(hours.key(row, column));
        rows.int4(hours.value(row, ACTIVITY.events));
        rows.int2(hours.value(row, ACTIVITY.first));
        rows.int2(hours.value(row, ACTIVITY.last));
      },
    },
    {
      table: 'activity_day',
      columns: ['day', ...DIMENSION_COLUMNS, ...SPAN_COLUMNS],
      bucketMs: MS_A_DAY,
      sums: days,
      encode: (rows, row) => {
        for (let column = 2; column < ACTIVITY_KEYS; column++) rows.int4(days.key(row, column));
        for (let column = 0; column < SPAN_COLUMNS.length; column++) rows.int4(days.value(row, column));
      },
    },
    {
      table: 'activity_value',
      columns: ['day', 'kind', 'value_id', 'category', 'errors', ...SPAN_COLUMNS, 'hours', 'hour_counts'],
      bucketMs: MS_A_DAY,
      sums: values,
      encode: (rows, row) => encodeValue(rows, values, row),
    },
  ];
  for (const target of targets) await append(db, rollups, target);
  await appendWeeks(db, rollups);
  await markUnfolded(db, rollups);
}

function encodeValue(rows: CopyEncoder, values: IntTable, row: number): void {
  rows.int2(values.key(row, 2));
  rows.int4(values.key(row, 3));
  rows.int2(values.key(row, 4));
  rows.int4(values.value(row, VALUE.errors));
  rows.int4(values.value(row, VALUE.events));
  rows.int4(values.value(row, VALUE.first));
  rows.int4(values.value(row, VALUE.last));
  let mask = 0;
  let hours = 0;
  for (let hour = 0; hour < HOURS_A_DAY; hour++) {
    if (values.value(row, VALUE.byHour + hour * 2) === 0) continue;
    mask |= 1 << hour;
    hours += 1;
  }
  rows.int4(mask);
  if (WITHOUT_HOURS.has(values.key(row, 2))) {
    rows.null();
    return;
  }
  rows.int8ArrayHeader(hours);
  for (let hour = 0; hour < HOURS_A_DAY; hour++) {
    const events = values.value(row, VALUE.byHour + hour * 2);
    if (events === 0) continue;
    const errors = values.value(row, VALUE.byHour + hour * 2 + 1);
    // events * 2^34 + errors * 2^5 + hour, as two words.
    rows.int8Words((events << 2) | (errors >>> 27), (errors << 5) | hour);
  }
}

// Week by week, straight into the partitions.
async function append(db: Connection, rollups: Rollups, target: Target): Promise<void> {
  const { table, sums, bucketMs, encode } = target;
  const columns = ['account_id', ...target.columns];
  const weeks = Map.groupBy(sums.sorted(), (row) => weekStart(sums.key(row, 1) * bucketMs));
  for (const [week, rowsOfWeek] of weeks) {
    const rows = new CopyEncoder(rowsOfWeek.length * 120);
    for (const row of rowsOfWeek) {
      rows.row(columns.length);
      rows.int8(rollups.accountNumbers[sums.key(row, 0)] as number);
      rows.timestamp(sums.key(row, 1) * bucketMs);
      encode(rows, row);
    }
    await copyIn(db, `${table}_${weekSuffix(week)}`, columns, rows);
  }
}

// Few rows, into one table: COPY does not go where rows are secured.
async function appendWeeks(db: Connection, rollups: Rollups): Promise<void> {
  const sums = weekSums(rollups);
  await db.query(
    `insert into activity_week (account_id, week, category, events, last_second, day_events)
     select account_id, week, category, events, last_second, day_events::integer[]
     from unnest($1::bigint[], $2::date[], $3::smallint[], $4::integer[], $5::integer[], $6::text[])
       as sums (account_id, week, category, events, last_second, day_events)`,
    [
      sums.map(({ account }) => account),
      sums.map(({ week }) => new Date(week).toISOString()),
      sums.map(({ category }) => category),
      sums.map(({ events }) => events),
      sums.map(({ last }) => last),
      sums.map(({ byDay }) => `{${byDay.join(',')}}`),
    ],
  );
}

async function markUnfolded(db: Connection, { days, accountNumbers }: Rollups): Promise<void> {
  const marked = new Map<string, { account: number; day: Date }>();
  for (let row = 0; row < days.size; row++) {
    const account = accountNumbers[days.key(row, 0)] as number;
    const day = days.key(row, 1);
    const name = `${account} ${day}`;
    if (!marked.has(name)) marked.set(name, { account, day: new Date(day * MS_A_DAY) });
  }
  const marks = [...marked.values()];
  await db.query(
    'insert into activity_unfolded (account_id, day) select * from unnest($1::bigint[], $2::timestamptz[])',
    [marks.map(({ account }) => account), marks.map(({ day }) => day)],
  );
}
