import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';

const settingsRow = z.object({
  id: z.number(),
  bucket: z.string(),
  prefix: z.string(),
  region: z.string().nullable(),
  endpoint: z.string().nullable(),
  sqsQueueUrl: z.string().nullable(),
  credentialKind: z.enum(['access-key', 'role', 'default']),
  accessKeyId: z.string().nullable(),
  roleArn: z.string().nullable(),
  externalId: z.string().nullable(),
  /** A secret key is stored; what it is, the web's role cannot read. */
  hasSecret: z.boolean(),
  collectDays: z.number(),
  regions: z.array(z.string()),
  accountIds: z.array(z.string().transform(formatAccountId)),
  /** What stopped it, if it is stopped. */
  errorCode: z.string().nullable(),
});

/** What the form of a bucket is filled with; never a secret. */
export type SourceSettings = z.infer<typeof settingsRow>;

/** The settings of one of the scope's buckets; null for a folder, and for what is not there or not of this scope. */
export async function findSourceSettings(
  db: Queryable,
  scope: Scope,
  sourceId: number,
): Promise<SourceSettings | null> {
  if (!scope.sourceIds.includes(sourceId)) return null;
  const { rows } = await db.query(
    `select s.id, s.bucket, s.prefix, s.region, s.endpoint, s.sqs_queue_url as "sqsQueueUrl", s.credential_kind as "credentialKind",
       s.access_key_id as "accessKeyId", s.role_arn as "roleArn", s.external_id as "externalId",
       exists (select source_id from source_secret where source_id = s.id) as "hasSecret",
       s.collect_days as "collectDays", s.regions, s.account_ids as "accountIds", s.error_code as "errorCode"
     from source s
     where s.id = $1 and s.kind = 's3' and s.removed_at is null`,
    [sourceId],
  );
  return rows[0] ? settingsRow.parse(rows[0]) : null;
}
