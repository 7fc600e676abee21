import { CopyEncoder } from '#lib/db/copy-encoder.ts';
import { copyIn } from '#lib/db/copy-in.ts';
import type { Connection } from '#lib/db/pool.ts';
import { idOf } from './dimension-rows.ts';
import { type EventColumns, REFERENCE } from './event-columns.ts';
import { IntTable } from './int-table.ts';
import { MS_A_DAY, MS_AN_HOUR, weekStart, weekSuffix } from './weeks.ts';

const VALUE_KINDS = { resource: 1, accessKey: 2 } as const;

/** Key columns: account (index), bucket, region, action, principal, address, error. Values: events, first, last second. */
const ACTIVITY = { keys: 7, values: 3 };
/** Key columns: account (index), day, kind, value, category. Values: events, errors, first, last second, hours. */
const VALUE = { keys: 5, values: 5 };

/**
 * Sums of one batch's new events, and how they are added to activity_hour, activity_day and activity_value. Rows are
 * upserted in the order of their keys: two workers never wait for each other in a circle.
 */
export class Rollups {
  readonly #columns: EventColumns;
  readonly #accountNumbers: number[] = [];
  readonly #ranks: Uint16Array;
  readonly #hours = new IntTable(ACTIVITY.keys, ACTIVITY.values, 16_384);
  readonly #values = new IntTable(VALUE.keys, VALUE.values, 16_384);
  readonly #key = new Int32Array(ACTIVITY.keys);

  constructor(columns: EventColumns) {
    this.#columns = columns;
    // The rows' order follows that of the accounts.
    this.#ranks = columns.accountRanks();
    columns.accountIds.forEach((id, index) => {
      this.#accountNumbers[this.#ranks[index] as number] = Number(id);
    });
  }

  add(row: number): void {
    const columns = this.#columns;
    const key = this.#key;
    const timeMs = columns.times[row] as number;
    const hour = Math.floor(timeMs / MS_AN_HOUR);
    const day = Math.floor(timeMs / MS_A_DAY);
    key[0] = this.#ranks[columns.accounts[row] as number] as number;
    key[1] = hour;
    key[2] = idOf(columns.reference(row, REFERENCE.region));
    key[3] = idOf(columns.reference(row, REFERENCE.action));
    key[4] = idOf(columns.reference(row, REFERENCE.principal));
    key[5] = idOf(columns.reference(row, REFERENCE.address));
    key[6] = idOf(columns.reference(row, REFERENCE.error));
    const secondOfHour = Math.floor((timeMs - hour * MS_AN_HOUR) / 1000);
    count(this.#hours, this.#hours.rowOf(key), 1, secondOfHour, secondOfHour);

    key[1] = day;
    key[4] = columns.categories[row] as number;
    const second = Math.floor((timeMs - day * MS_A_DAY) / 1000);
    const failed = columns.failed[row] === 1;
    const hourBit = 1 << (hour - day * 24);
    for (let at = columns.resourcesFrom(row); at < columns.resourcesTo(row); at++)
      this.#addValue(VALUE_KINDS.resource, idOf(columns.resource(at)), second, failed, hourBit);
    const accessKey = idOf(columns.reference(row, REFERENCE.accessKey));
    if (accessKey !== 0) this.#addValue(VALUE_KINDS.accessKey, accessKey, second, failed, hourBit);
  }

  /** Days are the sums of their hours. */
  #days(): IntTable {
    const days = new IntTable(ACTIVITY.keys, ACTIVITY.values, 16_384);
    const hours = this.#hours;
    const key = this.#key;
    for (let row = 0; row < hours.size; row++) {
      for (let column = 0; column < ACTIVITY.keys; column++) key[column] = hours.key(row, column);
      const hour = hours.key(row, 1);
      const day = Math.floor(hour / 24);
      key[1] = day;
      const startSecond = (hour - day * 24) * 3600;
      const firstSecond = startSecond + hours.value(row, 1);
      const lastSecond = startSecond + hours.value(row, 2);
      count(days, days.rowOf(key), hours.value(row, 0), firstSecond, lastSecond);
    }
    return days;
  }

  #addValue(kind: number, valueId: number, second: number, failed: boolean, hourBit: number): void {
    const key = this.#key;
    key[2] = kind;
    key[3] = valueId;
    const table = this.#values;
    const row = table.rowOf(key);
    const seen = table.value(row, 0);
    table.set(row, 0, seen + 1);
    if (failed) table.set(row, 1, table.value(row, 1) + 1);
    if (seen === 0 || second < table.value(row, 2)) table.set(row, 2, second);
    if (seen === 0 || second > table.value(row, 3)) table.set(row, 3, second);
    table.set(row, 4, table.value(row, 4) | hourBit);
  }

  async write(db: Connection): Promise<void> {
    await this.#writeActivity(db, 'activity_hour', 'hour', MS_AN_HOUR, this.#hours);
    await this.#writeActivity(db, 'activity_day', 'day', MS_A_DAY, this.#days());
    await this.#writeValues(db);
  }

  async #writeActivity(
    db: Connection,
    table: string,
    bucket: string,
    bucketMs: number,
    sums: IntTable,
  ): Promise<void> {
    const keys = ['account_id', bucket, 'region_id', 'action_id', 'principal_id', 'address_id', 'error_id'];
    const update = `events = t.events + excluded.events, first_second = least(t.first_second, excluded.first_second),
      last_second = greatest(t.last_second, excluded.last_second)`;
    const small = table === 'activity_hour';
    await this.#upsert(
      db,
      table,
      keys,
      ['events', 'first_second', 'last_second'],
      update,
      sums,
      bucketMs,
      (rows, row) => {
        for (let column = 2; column < ACTIVITY.keys; column++) rows.int4(sums.key(row, column));
        rows.int4(sums.value(row, 0));
        for (const column of [1, 2])
          small ? rows.int2(sums.value(row, column)) : rows.int4(sums.value(row, column));
      },
    );
  }

  async #writeValues(db: Connection): Promise<void> {
    const keys = ['account_id', 'day', 'kind', 'value_id', 'category'];
    const update = `events = t.events + excluded.events, errors = t.errors + excluded.errors, hours = t.hours | excluded.hours,
      first_second = least(t.first_second, excluded.first_second), last_second = greatest(t.last_second, excluded.last_second)`;
    const sums = this.#values;
    const columns = ['events', 'errors', 'first_second', 'last_second', 'hours'];
    await this.#upsert(db, 'activity_value', keys, columns, update, sums, MS_A_DAY, (rows, row) => {
      rows.int2(sums.key(row, 2));
      rows.int4(sums.key(row, 3));
      rows.int2(sums.key(row, 4));
      for (let column = 0; column < VALUE.values; column++) rows.int4(sums.value(row, column));
    });
  }

  // Through a temporary table, since COPY itself cannot add to rows that are there; week by week into the partitions.
  async #upsert(
    db: Connection,
    table: string,
    keys: string[],
    columns: string[],
    update: string,
    sums: IntTable,
    bucketMs: number,
    encode: (rows: CopyEncoder, row: number) => void,
  ): Promise<void> {
    const all = [...keys, ...columns];
    for (const [week, rowsOfWeek] of this.#byWeek(sums, bucketMs)) {
      const rows = new CopyEncoder(rowsOfWeek.length * 100);
      for (const row of rowsOfWeek) {
        rows.row(all.length);
        rows.int8(this.#accountNumbers[sums.key(row, 0)] as number);
        rows.timestamp(sums.key(row, 1) * bucketMs);
        encode(rows, row);
      }
      await db.query(`create temp table if not exists stage_${table} (like ${table}) on commit delete rows;
        truncate stage_${table}`);
      await copyIn(db, `stage_${table}`, all, rows);
      await db.query(`insert into ${table}_${weekSuffix(week)} as t (${all.join(', ')})
        select ${all.join(', ')} from stage_${table} on conflict (${keys.join(', ')}) do update set ${update}`);
    }
  }

  #byWeek(sums: IntTable, bucketMs: number): Map<number, number[]> {
    return Map.groupBy(sums.sorted(), (row) => weekStart(sums.key(row, 1) * bucketMs));
  }
}

function count(table: IntTable, row: number, events: number, firstSecond: number, lastSecond: number): void {
  const seen = table.value(row, 0);
  table.set(row, 0, seen + events);
  if (seen === 0 || firstSecond < table.value(row, 1)) table.set(row, 1, firstSecond);
  if (seen === 0 || lastSecond > table.value(row, 2)) table.set(row, 2, lastSecond);
}
