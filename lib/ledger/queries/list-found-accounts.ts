import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const rows = z.array(
  z.object({
    accountId: z.string().transform(formatAccountId),
    events: z.coerce.number(),
    lastEventAt: z.date().nullable(),
    firstFoundAt: z.date(),
    total: z.coerce.number(),
  }),
);

/** An account that a source holds and nobody added yet. `events` are those that this source brought first. */
export type FoundAccount = {
  accountId: string;
  events: number;
  lastEventAt: Date | null;
  firstFoundAt: Date;
};

/** The busiest `limit` of them, and how many there are. Nothing for a source of others. */
export async function listFoundAccounts(
  db: Queryable,
  scope: Scope,
  { sourceId, limit }: { sourceId: number; limit: number },
): Promise<{ accounts: FoundAccount[]; total: number }> {
  const result = await db.query(
    `select s.account_id as "accountId", s.events, s.last_event_at as "lastEventAt", s.first_found_at as "firstFoundAt",
       count(*) over () as total
     from source_account s
     where s.source_id = $1 and s.source_id = any($2::int[]) and not exists (select from account where id = s.account_id)
     order by s.events desc, s.account_id
     limit $3`,
    [sourceId, scope.sourceIds, limit],
  );
  const found = rows.parse(result.rows);
  return { accounts: found.map(({ total: _, ...account }) => account), total: found[0]?.total ?? 0 };
}
