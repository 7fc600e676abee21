import type { SeenRow } from './seen-batch.ts';

const MOST = 200_000;
const DAY_MS = 86_400_000;

/** Spans of days that are stored already, so that each batch does not say again what the one before said. */
export class KnownSpans {
  readonly #spans = new Map<string, { firstMs: number; lastMs: number }>();

  /** Those that say something new. Spans of an absence cross days, and are not kept here. */
  newOf(rows: readonly SeenRow[]): SeenRow[] {
    return rows.filter((row) => {
      if (row.when.kind === 'absence') return true;
      const known = this.#spans.get(keyOf(row));
      if (!known || row.firstMs <= known.firstMs) return true;
      return row.when.kind === 'returning' && row.lastMs >= known.lastMs;
    });
  }

  /** To be called once they are committed. */
  add(rows: readonly SeenRow[]): void {
    for (const row of rows) {
      if (row.when.kind === 'absence') continue;
      const key = keyOf(row);
      const known = this.#spans.get(key);
      const firstMs = Math.min(row.firstMs, known?.firstMs ?? row.firstMs);
      const lastMs = Math.max(row.lastMs, known?.lastMs ?? row.lastMs);
      if (this.#spans.size >= MOST) this.#spans.clear();
      this.#spans.set(key, { firstMs, lastMs });
    }
  }
}

function keyOf({ ruleId, revision, accountId, groupHash, value, firstMs }: SeenRow): string {
  return `${ruleId} ${revision} ${accountId} ${groupHash} ${Math.floor(firstMs / DAY_MS)} ${value}`;
}
