import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const rows = z.array(z.object({ sourceId: z.number(), place: z.string(), accounts: z.array(z.string()) }));

/** Accounts found in a bucket that no admin entered, and not confirmed yet: 12 digits each, sorted. The view does not show them. */
export type WaitingAccounts = z.infer<typeof rows>[number];

/** Those of the view's sources; an account that is a member, or that another of its sources brings, waits for nothing. */
export async function listWaitingAccounts(db: Queryable, scope: Scope): Promise<WaitingAccounts[]> {
  const result = await db.query(
    `select s.id as "sourceId", coalesce(s.directory, 's3://' || s.bucket || '/' || s.prefix) as place,
       array_agg(lpad(a.account_id::text, 12, '0') order by a.account_id) as accounts
     from source s
     join source_account a on a.source_id = s.id
     where s.id = any($1::int[]) and s.view_id is not null and not s.vouched and a.confirmed_at is null
       and a.account_id <> all($2::bigint[])
     group by s.id
     order by 2, s.id`,
    [scope.sourceIds, scope.accountIds],
  );
  return rows.parse(result.rows);
}
