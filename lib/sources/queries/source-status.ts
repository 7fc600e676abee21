import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const count = z.coerce.number();
const accountIds = z.array(z.union([z.string(), z.number(), z.bigint()]).transform(formatAccountId));

const statusRow = z.object({
  id: z.number(),
  kind: z.enum(['s3', 'directory']),
  bucket: z.string().nullable(),
  directory: z.string().nullable(),
  prefix: z.string(),
  region: z.string().nullable(),
  endpoint: z.string().nullable(),
  credentialKind: z.enum(['access-key', 'role', 'default']),
  accessKeyId: z.string().nullable(),
  roleArn: z.string().nullable(),
  externalId: z.string().nullable(),
  /** A secret key is stored; what it is, this role cannot read. */
  hasSecret: z.boolean(),
  collectDays: z.number(),
  regions: z.array(z.string()),
  accountIds,
  paused: z.boolean(),
  /** Listed to its end at least once, and not asked for since. */
  listed: z.boolean(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  errorHint: z.string().nullable(),
  errorAt: z.date().nullable(),
  lastEventAt: z.date().nullable(),
  /** Objects by state. */
  ingested: count,
  pending: count,
  failed: count,
  quarantined: count,
  /** Events newly stored from it. */
  events: count,
  /** Objects that are not CloudTrail logs. */
  ignored: count,
  accounts: count,
});

export type SourceStatusRow = z.infer<typeof statusRow>;

/** The scope's log sources with how they are doing. Run it inside `readScope`: ledger and counts are under row-level security. */
export async function listSourceStatus(db: Queryable, scope: Scope): Promise<SourceStatusRow[]> {
  const { rows } = await db.query(
    `select s.id, s.kind, s.bucket, s.directory, s.prefix, s.region, s.endpoint, s.credential_kind as "credentialKind",
       s.access_key_id as "accessKeyId", s.role_arn as "roleArn", s.external_id as "externalId",
       exists (select source_id from source_secret where source_id = s.id) as "hasSecret",
       s.collect_days as "collectDays", s.regions, s.account_ids as "accountIds", s.paused_at is not null as paused,
       s.last_listed_at is not null and s.requested_at is null as listed,
       s.error_code as "errorCode", s.error_message as "errorMessage", s.error_hint as "errorHint", s.error_at as "errorAt",
       c.last_event_at as "lastEventAt", coalesce(c.ingested, 0) as ingested, coalesce(c.new_events, 0) as events,
       waiting.pending, waiting.failed, unwell.quarantined, s.ignored_objects as ignored, found.accounts
     from source s
     left join source_count c on c.source_id = s.id
     cross join lateral (
       select count(*) filter (where state = 'pending') as pending, count(*) filter (where state = 'failed') as failed
       from log_object where source_id = s.id and state in ('pending', 'failed')
     ) waiting
     cross join lateral (
       select count(*) as quarantined from log_object where source_id = s.id and state = 'quarantined'
     ) unwell
     cross join lateral (select count(*) as accounts from source_account where source_id = s.id) found
     where s.id = any($1::int[])
     order by coalesce(s.bucket, s.directory), s.prefix, s.id`,
    [scope.sourceIds],
  );
  return z.array(statusRow).parse(rows);
}
