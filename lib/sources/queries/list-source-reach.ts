import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const rows = z.array(
  z.object({
    sourceId: z.number(),
    accounts: z.array(z.string().transform(formatAccountId)),
    regions: z.array(z.string()),
  }),
);

/** Accounts (12 digits) and regions that a source's objects are of, each sorted. */
export type SourceReach = Omit<z.infer<typeof rows>[number], 'sourceId'>;

/** What each of these sources of the scope reaches, by its id. For a page of them: it reads a row for every folder. */
export async function listSourceReach(
  db: Queryable,
  scope: Scope,
  sourceIds: readonly number[],
): Promise<Map<number, SourceReach>> {
  const known = new Set(scope.sourceIds);
  const result = await db.query(
    `select source_id as "sourceId", coalesce(array_agg(distinct account_id order by account_id) filter (where account_id is not null), '{}') as accounts,
       array_agg(distinct region order by region) as regions
     from source_delivery where source_id = any($1::int[]) group by source_id`,
    [sourceIds.filter((id) => known.has(id))],
  );
  return new Map(rows.parse(result.rows).map(({ sourceId, ...reach }) => [sourceId, reach]));
}
