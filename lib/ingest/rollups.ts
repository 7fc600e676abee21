import { VALUE_KINDS, type ValueKind } from '#lib/activity/value-kinds.ts';
import { idOf } from './dimension-rows.ts';
import { type EventColumns, REFERENCE } from './event-columns.ts';
import { IntTable } from './int-table.ts';
import { MS_AN_HOUR } from './weeks.ts';

export const HOURS_A_DAY = 24;

/** Key columns of hours and days: account (its rank in the batch), hour or day since 1970, region, action, principal, address, error. */
export const ACTIVITY_KEYS = 7;
/** Their values; first and last are seconds of the hour or day. The last two follow from the key and stand in hours alone. */
export const ACTIVITY = { events: 0, first: 1, last: 2, category: 3, failed: 4 } as const;

/** Key columns of values: account, day, kind, value, category. */
export const VALUE_KEYS = 5;
/** Their values; from `byHour` on events and errors of each hour in turn. */
export const VALUE = { events: 0, errors: 1, first: 2, last: 3, byHour: 4 } as const;
const VALUE_WIDTH = VALUE.byHour + HOURS_A_DAY * 2;

/** Dimensions that every event has one value of: their sums follow from those of the hours. By key column. */
const KINDS_OF_HOURS: readonly [number, ValueKind][] = [
  [2, VALUE_KINDS.region],
  [3, VALUE_KINDS.action],
  [4, VALUE_KINDS.principal],
  [5, VALUE_KINDS.address],
  [6, VALUE_KINDS.error],
];

/** Sums over one batch's new events, as activity_hour, activity_day and activity_value hold them. */
export class Rollups {
  /** By rank, which is the first key column of all three. */
  readonly accountNumbers: number[] = [];
  readonly hours = new IntTable(ACTIVITY_KEYS, 5, 4096);
  readonly days = new IntTable(ACTIVITY_KEYS, 3, 1024);
  readonly values = new IntTable(VALUE_KEYS, VALUE_WIDTH, 1024);
  readonly #columns: EventColumns;
  readonly #ranks: Uint16Array;
  readonly #key = new Int32Array(ACTIVITY_KEYS);
  readonly #valueKey = new Int32Array(VALUE_KEYS);

  /** Of the events in `rows`. */
  constructor(columns: EventColumns, rows: Iterable<number>) {
    this.#columns = columns;
    // The sums' order follows that of the accounts.
    this.#ranks = columns.accountRanks();
    columns.accountIds.forEach((id, index) => {
      this.accountNumbers[this.#ranks[index] as number] = Number(id);
    });
    for (const row of rows) this.#addEvent(row);
    for (let row = 0; row < this.hours.size; row++) this.#addHour(row);
  }

  #addEvent(row: number): void {
    const columns = this.#columns;
    const key = this.#key;
    const timeMs = columns.times[row] as number;
    const hour = Math.floor(timeMs / MS_AN_HOUR);
    key[0] = this.#ranks[columns.accounts[row] as number] as number;
    key[1] = hour;
    key[2] = idOf(columns.reference(row, REFERENCE.region));
    key[3] = idOf(columns.reference(row, REFERENCE.action));
    key[4] = idOf(columns.reference(row, REFERENCE.principal));
    key[5] = idOf(columns.reference(row, REFERENCE.address));
    key[6] = idOf(columns.reference(row, REFERENCE.error));
    const second = Math.floor((timeMs - hour * MS_AN_HOUR) / 1000);
    const category = columns.categories[row] as number;
    const failed = columns.failed[row] as number;
    const sums = this.hours.rowOf(key);
    addSpan(this.hours, sums, 1, second, second, ACTIVITY.first);
    this.hours.set(sums, ACTIVITY.category, category);
    this.hours.set(sums, ACTIVITY.failed, failed);

    this.#ofDay(key[0], hour, category);
    for (let at = columns.resourcesFrom(row); at < columns.resourcesTo(row); at++)
      this.#addValue(VALUE_KINDS.resource, idOf(columns.resource(at)), hour, 1, failed, second, second);
    const accessKey = idOf(columns.reference(row, REFERENCE.accessKey));
    if (accessKey !== 0) this.#addValue(VALUE_KINDS.accessKey, accessKey, hour, 1, failed, second, second);
  }

  #addHour(row: number): void {
    const { hours, days } = this;
    const key = this.#key;
    for (let column = 0; column < ACTIVITY_KEYS; column++) key[column] = hours.key(row, column);
    const hour = hours.key(row, 1);
    const day = Math.floor(hour / HOURS_A_DAY);
    key[1] = day;
    const events = hours.value(row, ACTIVITY.events);
    const first = hours.value(row, ACTIVITY.first);
    const last = hours.value(row, ACTIVITY.last);
    const startSecond = (hour - day * HOURS_A_DAY) * 3600;
    addSpan(days, days.rowOf(key), events, startSecond + first, startSecond + last, ACTIVITY.first);

    this.#ofDay(hours.key(row, 0), hour, hours.value(row, ACTIVITY.category));
    const errors = hours.value(row, ACTIVITY.failed) * events;
    for (const [column, kind] of KINDS_OF_HOURS)
      this.#addValue(kind, hours.key(row, column), hour, events, errors, first, last);
  }

  /** Sets what the values of an event or hour have in common. */
  #ofDay(account: number, hour: number, category: number): void {
    const key = this.#valueKey;
    key[0] = account;
    key[1] = Math.floor(hour / HOURS_A_DAY);
    key[4] = category;
  }

  /** `first` and `last` are seconds of the hour. */
  #addValue(
    kind: ValueKind,
    valueId: number,
    hour: number,
    events: number,
    errors: number,
    first: number,
    last: number,
  ): void {
    const key = this.#valueKey;
    key[2] = kind;
    key[3] = valueId;
    const { values } = this;
    const row = values.rowOf(key);
    const hourOfDay = hour - (key[1] as number) * HOURS_A_DAY;
    addSpan(values, row, events, hourOfDay * 3600 + first, hourOfDay * 3600 + last, VALUE.first);
    const at = VALUE.byHour + hourOfDay * 2;
    values.set(row, at, values.value(row, at) + events);
    if (errors === 0) return;
    values.set(row, VALUE.errors, values.value(row, VALUE.errors) + errors);
    values.set(row, at + 1, values.value(row, at + 1) + errors);
  }
}

/** Adds events, and widens the span of seconds whose ends stand at `at` and after it. */
function addSpan(
  table: IntTable,
  row: number,
  events: number,
  first: number,
  last: number,
  at: number,
): void {
  const seen = table.value(row, 0);
  table.set(row, 0, seen + events);
  if (seen === 0 || first < table.value(row, at)) table.set(row, at, first);
  if (seen === 0 || last > table.value(row, at + 1)) table.set(row, at + 1, last);
}
