import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';

const rows = z.array(z.object({ id: z.string() }));

/**
 * Accounts whose logs lie in a source under an organisation's id (`AWSLogs/o-…/<account>/`) and nowhere else in it: one trail of the
 * management account writes them, and they have none of their own there. 12 digits each, sorted.
 */
export async function listOrganisationAccounts(db: Queryable, sourceId: number): Promise<string[]> {
  const result = await db.query(
    `select lpad(account_id::text, 12, '0') as id from source_folder
     where source_id = $1 group by account_id
     having bool_and(prefix ~ '(^|/)AWSLogs/o-[a-z0-9]{4,32}/') order by id`,
    [sourceId],
  );
  return rows.parse(result.rows).map(({ id }) => id);
}
