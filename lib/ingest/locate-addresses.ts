import { inTransaction, type Pool } from '#lib/db/pool.ts';
import { countryLookup } from '#lib/geo/country.ts';

const ROWS_AT_ONCE = 5_000;

/**
 * Writes the country beside each address that has none yet. Not in the batches themselves: an address is located once,
 * however many events it makes. Several workers share the addresses. Returns how many were located.
 */
export async function locateAddresses(pool: Pool, signal?: AbortSignal): Promise<number> {
  let located = 0;
  for (;;) {
    const found = await locateSome(pool);
    located += found;
    if (found < ROWS_AT_ONCE || signal?.aborted) return located;
  }
}

async function locateSome(pool: Pool): Promise<number> {
  const countryOf = await countryLookup();
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<{ id: number; value: string }>(
      `select id, value from address where country is null order by id limit ${ROWS_AT_ONCE} for update skip locked`,
    );
    if (rows.length === 0) return 0;
    await db.query(
      `update address a set country = n.country from unnest($1::integer[], $2::text[]) as n (id, country) where a.id = n.id`,
      [rows.map(({ id }) => id), rows.map(({ value }) => countryOf(value))],
    );
    return rows.length;
  });
}
