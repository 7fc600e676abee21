import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** Texts that one dimension keeps at hand; beyond it all of them are let go, so that memory stays bounded. */
const KEPT = 5_000;

/** What an export writes for each row of one dimension, by its id, read when it first occurs. */
export class DimensionTexts {
  readonly #table: Sql;
  readonly #write: (row: unknown) => string;
  #known = new Map<number, string>();

  /** `table` is a from item with an `id`. */
  constructor(table: Sql, write: (row: unknown) => string) {
    this.#table = table;
    this.#write = write;
  }

  /** Reads those of `ids` that are not at hand. All of them stay at hand until the next call. */
  async load(db: Queryable, ids: Iterable<number>): Promise<void> {
    if (this.#known.size > KEPT) this.#known = new Map();
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(id));
    if (missing.length === 0) return;
    const result = await db.query<{ id: number }>(
      sql`select * from ${this.#table} dimension where id = any(${missing}::int[])`.toQuery(),
    );
    for (const row of result.rows) this.#known.set(row.id, flat(this.#write(row)));
  }

  /** A row that is not there would be a hole in the evidence: `internal`, never an empty cell. */
  get(id: number): string {
    const text = this.#known.get(id);
    if (text === undefined) throw new TrailkeepError('internal', `A value of an event (${id}) is missing.`);
    return text;
  }
}

// A text that was put together holds on to all of its parts until it is copied.
function flat(text: string): string {
  return Buffer.from(text).toString();
}
