import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import { MANAGEMENT_EVENTS, type TrailFacts } from '../trail.ts';
import { isoTime, timeOrNull } from './row-values.ts';
import { scopeAccounts } from './unexplained-logs.ts';

const trailRow = z.object({
  arn: z.string(),
  name: z.string(),
  accountId: z.string(),
  accounts: z.array(z.string()),
  homeRegion: z.string(),
  bucket: z.string(),
  keyPrefix: z.string(),
  logging: z.boolean().nullable(),
  globalEvents: z.boolean(),
  multiRegion: z.boolean(),
  organization: z.boolean(),
  logValidation: z.boolean(),
  kmsKey: z.string().nullable(),
  loggingStartedAt: timeOrNull,
  loggingEndedAt: timeOrNull,
  deliveredAt: timeOrNull,
  deliveryError: z.string().nullable(),
  notifiedAt: timeOrNull,
  notificationError: z.string().nullable(),
  digestDeliveredAt: timeOrNull,
  digestError: z.string().nullable(),
  snsTopic: z.string().nullable(),
  logGroup: z.string().nullable(),
  insights: z.boolean(),
  managementEvents: z.enum(MANAGEMENT_EVENTS).nullable(),
  dataEvents: z.array(z.string()),
  statusError: z.string().nullable(),
  askedAt: isoTime,
  faultCode: z.string().nullable(),
  faultMessage: z.string().nullable(),
  faultHint: z.string().nullable(),
  faultAt: timeOrNull,
  collected: z.boolean(),
});

/**
 * The trails that AWS described, one row for each ARN. Where several accounts see one, the freshest answer that knows whether
 * it is logging speaks for it. Run it inside `readScope`.
 */
export async function listDescribedTrails(db: Queryable, scope: Scope): Promise<TrailFacts[]> {
  const accounts = scopeAccounts(scope);
  const { rows } = await db.query(
    sql`
      with seen as (
        select *, array_agg(lpad(account_id::text, 12, '0')) over (partition by arn) as accounts,
          row_number() over (partition by arn order by logging is null, asked_at desc, account_id) as rank
        from trail where account_id = any(${accounts}::bigint[])
      )
      select seen.arn, seen.name, split_part(seen.arn, ':', 5) as "accountId", seen.accounts, seen.home_region as "homeRegion",
        seen.bucket, seen.key_prefix as "keyPrefix", seen.logging, seen.global_events as "globalEvents",
        seen.multi_region as "multiRegion", seen.organization, seen.log_validation as "logValidation",
        seen.kms_key as "kmsKey", seen.logging_started_at as "loggingStartedAt", seen.logging_ended_at as "loggingEndedAt",
        seen.delivered_at as "deliveredAt", seen.delivery_error as "deliveryError", seen.notified_at as "notifiedAt",
        seen.notification_error as "notificationError", seen.digest_delivered_at as "digestDeliveredAt",
        seen.digest_error as "digestError", seen.sns_topic as "snsTopic", seen.log_group as "logGroup", seen.insights,
        seen.management_events as "managementEvents", seen.data_events as "dataEvents", seen.status_error as "statusError",
        seen.asked_at as "askedAt", asked.error_code as "faultCode", asked.error_message as "faultMessage",
        asked.error_hint as "faultHint", asked.error_at as "faultAt",
        is_collected(seen.bucket, logs.place) as collected
      from seen
      join account_credential asked on asked.account_id = seen.account_id
      cross join lateral (
        select case when seen.key_prefix = '' then '' else seen.key_prefix || '/' end || 'AWSLogs/' as place
      ) logs
      where rank = 1
      order by lower(seen.name), seen.arn`.toQuery(),
  );
  return z.array(trailRow).parse(rows).map(toFacts);
}

function toFacts(row: z.infer<typeof trailRow>): TrailFacts {
  const { faultCode, faultMessage, faultHint, faultAt, ...rest } = row;
  return {
    ...rest,
    id: row.arn,
    inferred: false,
    accounts: row.accounts.toSorted(),
    regions: [],
    organizationId: null,
    fault:
      faultCode && faultMessage && faultAt
        ? { code: faultCode, message: faultMessage, hint: faultHint, at: faultAt }
        : null,
  };
}
