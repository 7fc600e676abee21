import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';

export const SOURCE_COLUMNS = `id, view_id as "viewId", account_id as "accountId", kind, bucket, prefix, region, endpoint, directory,
  credential_kind as "credentialKind", access_key_id as "accessKeyId", role_arn as "roleArn", external_id as "externalId",
  collect_days as "collectDays", regions, account_ids as "accountIds", sqs_queue_url as "queueUrl", paused_at as "pausedAt", requested_at as "requestedAt",
  next_list_at as "nextListAt", last_listed_at as "lastListedAt", surveyed_at as "surveyedAt", error_code as "errorCode",
  error_message as "errorMessage", error_hint as "errorHint", error_at as "errorAt",
  created_at as "createdAt"`;

const accountId = z.union([z.string(), z.number(), z.bigint()]).transform(formatAccountId);

const sourceRow = z.object({
  id: z.number(),
  viewId: z.number().nullable(),
  /** 12 digits. */
  accountId: accountId.nullable(),
  kind: z.enum(['s3', 'directory']),
  bucket: z.string().nullable(),
  prefix: z.string(),
  region: z.string().nullable(),
  endpoint: z.string().nullable(),
  directory: z.string().nullable(),
  credentialKind: z.enum(['access-key', 'role', 'default']),
  accessKeyId: z.string().nullable(),
  roleArn: z.string().nullable(),
  externalId: z.string().nullable(),
  collectDays: z.number(),
  /** Empty: all. */
  regions: z.array(z.string()),
  /** 12 digits each; empty: all. */
  accountIds: z.array(accountId),
  /** Of the queue that announces its objects. */
  queueUrl: z.string().nullable(),
  pausedAt: z.date().nullable(),
  requestedAt: z.date().nullable(),
  nextListAt: z.date(),
  lastListedAt: z.date().nullable(),
  surveyedAt: z.date().nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  errorHint: z.string().nullable(),
  errorAt: z.date().nullable(),
  createdAt: z.date(),
});

/** A log source as configured, with its state; the secret is apart. */
export type SourceRow = z.infer<typeof sourceRow>;

export function parseSourceRow(row: unknown): SourceRow {
  return sourceRow.parse(row);
}

/** One source, for the worker and the commands. Throws `not-found`, also for a removed one. */
export async function getSource(db: Queryable, sourceId: number): Promise<SourceRow> {
  const { rows } = await db.query(
    `select ${SOURCE_COLUMNS} from source where id = $1 and removed_at is null`,
    [sourceId],
  );
  if (!rows[0]) throw new TrailkeepError('not-found', `There is no log source ${sourceId}.`);
  return parseSourceRow(rows[0]);
}
