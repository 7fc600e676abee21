import { CATEGORIES } from '#lib/cloudtrail/event.ts';
import { CopyEncoder } from '#lib/db/copy-encoder.ts';
import { copyIn } from '#lib/db/copy-in.ts';
import type { Connection } from '#lib/db/pool.ts';
import { idOf } from './dimension-rows.ts';
import type { EventRecord } from './event-rows.ts';
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
  readonly #accounts = new Map<string, number>();
  readonly #accountIds: string[] = [];
  readonly #hours = new IntTable(ACTIVITY.keys, ACTIVITY.values);
  readonly #days = new IntTable(ACTIVITY.keys, ACTIVITY.values);
  readonly #values = new IntTable(VALUE.keys, VALUE.values);
  readonly #key = new Int32Array(ACTIVITY.keys);

  /** `accountIds` sorted: the rows' order follows the index of the account. */
  constructor(accountIds: readonly string[]) {
    for (const accountId of accountIds) {
      this.#accounts.set(accountId, this.#accountIds.length);
      this.#accountIds.push(accountId);
    }
  }

  add({ event, references }: EventRecord): void {
    const account = this.#accounts.get(event.accountId) as number;
    const key = this.#key;
    const day = Math.floor(event.eventTimeMs / MS_A_DAY);
    const hour = Math.floor(event.eventTimeMs / MS_AN_HOUR);
    key[0] = account;
    key[1] = hour;
    key[2] = idOf(references.region);
    key[3] = idOf(references.action);
    key[4] = idOf(references.principal);
    key[5] = idOf(references.address);
    key[6] = idOf(references.error);
    count(this.#hours, this.#hours.rowOf(key), Math.floor((event.eventTimeMs - hour * MS_AN_HOUR) / 1000));
    const second = Math.floor((event.eventTimeMs - day * MS_A_DAY) / 1000);
    key[1] = day;
    count(this.#days, this.#days.rowOf(key), second);

    key[1] = day;
    key[4] = CATEGORIES.indexOf(event.category);
    const failed = event.outcome !== 'success';
    const hourBit = 1 << (hour - day * 24);
    for (const resource of references.resources)
      this.#addValue(VALUE_KINDS.resource, idOf(resource), second, failed, hourBit);
    const accessKey = idOf(references.accessKey);
    if (accessKey !== 0) this.#addValue(VALUE_KINDS.accessKey, accessKey, second, failed, hourBit);
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
    await this.#writeActivity(db, 'activity_day', 'day', MS_A_DAY, this.#days);
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
        rows.int8(Number(this.#accountIds[sums.key(row, 0)]));
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

function count(table: IntTable, row: number, second: number): void {
  const seen = table.value(row, 0);
  table.set(row, 0, seen + 1);
  if (seen === 0 || second < table.value(row, 1)) table.set(row, 1, second);
  if (seen === 0 || second > table.value(row, 2)) table.set(row, 2, second);
}
