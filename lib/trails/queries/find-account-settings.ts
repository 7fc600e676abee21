import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const settingsRow = z.object({
  accountId: z.string(),
  name: z.string(),
  /** Null where none are stored. */
  kind: z.enum(['access-key', 'role', 'default']).nullable(),
  accessKeyId: z.string().nullable(),
  roleArn: z.string().nullable(),
  externalId: z.string().nullable(),
  endpoint: z.string().nullable(),
  /** A secret key is stored; what it is, the web's role cannot read. */
  hasSecret: z.boolean(),
});

/** What the form of an account's credentials is filled with; never a secret. */
export type AccountSettings = z.infer<typeof settingsRow>;

/** The stored credentials of one of the scope's added accounts (12 digits); null for any other. Run it inside `readScope`. */
export async function findAccountSettings(
  db: Queryable,
  scope: Scope,
  accountId: string,
): Promise<AccountSettings | null> {
  if (!scope.accountIds.includes(accountId)) return null;
  const { rows } = await db.query(
    `select lpad(a.id::text, 12, '0') as "accountId", a.name, c.credential_kind as kind, c.access_key_id as "accessKeyId",
       c.role_arn as "roleArn", c.external_id as "externalId", c.endpoint,
       exists (select account_id from account_secret where account_id = a.id) as "hasSecret"
     from account a left join account_credential c on c.account_id = a.id
     where a.id = $1::bigint`,
    [accountId],
  );
  return rows[0] ? settingsRow.parse(rows[0]) : null;
}
