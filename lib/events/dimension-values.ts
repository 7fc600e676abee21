import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** Values that one dimension keeps at hand; beyond it all of them are let go, so that memory stays bounded. */
const KEPT = 5_000;

/** What is made of each row of one dimension, by its id, read when it first occurs. For walks over many events. */
export class DimensionValues<Value> {
  readonly #table: Sql;
  readonly #make: (row: unknown) => Value;
  #known = new Map<number, Value>();

  /** `table` is a from item with an `id`. */
  constructor(table: Sql, make: (row: unknown) => Value) {
    this.#table = table;
    this.#make = make;
  }

  /** Reads those of `ids` that are not at hand. All of them stay at hand until the next call. */
  async load(db: Queryable, ids: Iterable<number>): Promise<void> {
    if (this.#known.size > KEPT) this.#known = new Map();
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(id));
    if (missing.length === 0) return;
    const result = await db.query<{ id: number }>(
      sql`select * from ${this.#table} dimension where id = any(${missing}::int[])`.toQuery(),
    );
    for (const row of result.rows) this.#known.set(row.id, this.#make(row));
  }

  /** A row that is not there would be a hole in the evidence: `internal`, never an empty value. */
  get(id: number): Value {
    const value = this.#known.get(id);
    if (value === undefined) throw new TrailkeepError('internal', `A value of an event (${id}) is missing.`);
    return value;
  }
}
