import type { Pool } from '#lib/db/pool.ts';

export const MS_A_DAY = 86_400_000;
export const MS_AN_HOUR = 3_600_000;
export const DAYS_A_WEEK = 7;

/** Start of the UTC week (Monday) that holds `ms`, in milliseconds. 1970-01-01 was a Thursday. */
export function weekStart(ms: number): number {
  const day = Math.floor(ms / MS_A_DAY);
  return (day - ((((day + 3) % DAYS_A_WEEK) + DAYS_A_WEEK) % DAYS_A_WEEK)) * MS_A_DAY;
}

/** The suffix of a week's partitions, e.g. `20261116`. */
export function weekSuffix(weekMs: number): string {
  return new Date(weekMs).toISOString().slice(0, 10).replaceAll('-', '');
}

/** Makes partitions before a batch needs them, in a transaction of its own; remembers which weeks are there. */
export class Weeks {
  readonly #pool: Pool;
  readonly #known = new Set<number>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async ensure(weeks: Iterable<number>): Promise<void> {
    for (const week of weeks) {
      if (this.#known.has(week)) continue;
      await this.#pool.query('select ensure_week($1::date)', [new Date(week).toISOString().slice(0, 10)]);
      this.#known.add(week);
    }
  }

  /** After a week's partitions were found missing: another process dropped them. */
  forget(): void {
    this.#known.clear();
  }
}
