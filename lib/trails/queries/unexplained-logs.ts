import type { Scope } from '#lib/auth/scope.ts';
import { type Sql, sql } from '#lib/db/sql.ts';

/** The scope's accounts as `bigint[]` takes them. */
export function scopeAccounts(scope: Scope): string[] {
  return [...scope.accountIds];
}

/**
 * The places where logs of the accounts land although no trail that AWS described delivers there: a trail is inferred of each.
 * A trail explains what lies under its bucket and prefix, of its own account, or of any where it is an organisation's. Logs in
 * a folder of this machine name no bucket; there the prefix alone must fit.
 */
export function unexplainedLogs(accounts: readonly string[]): Sql {
  return sql`
    select logs.* from delivered_logs() logs
    where logs.account_id = any(${accounts}::bigint[]) and not exists (
      select from trail
      where trail.account_id = any(${accounts}::bigint[])
        and (logs.bucket is null or trail.bucket = logs.bucket)
        and trail.key_prefix = logs.key_prefix
        and (trail.organization or split_part(trail.arn, ':', 5) = lpad(logs.account_id::text, 12, '0'))
    )`;
}
