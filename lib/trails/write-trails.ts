import type { Queryable } from '#lib/db/pool.ts';
import type { Description } from './describe-trails.ts';
import type { DescribedTrail } from './described-trail.ts';

/** Each column of `trail` with its type and where its value stands. */
const COLUMNS: readonly [name: string, type: string, value: (trail: DescribedTrail) => unknown][] = [
  ['arn', 'text', (trail) => trail.arn],
  ['name', 'text', (trail) => trail.name],
  ['home_region', 'text', (trail) => trail.homeRegion],
  ['bucket', 'text', (trail) => trail.bucket],
  ['key_prefix', 'text', (trail) => trail.keyPrefix],
  ['global_events', 'boolean', (trail) => trail.globalEvents],
  ['multi_region', 'boolean', (trail) => trail.multiRegion],
  ['organization', 'boolean', (trail) => trail.organization],
  ['log_validation', 'boolean', (trail) => trail.logValidation],
  ['kms_key', 'text', (trail) => trail.kmsKey],
  ['sns_topic', 'text', (trail) => trail.snsTopic],
  ['log_group', 'text', (trail) => trail.logGroup],
  ['insights', 'boolean', (trail) => trail.insights],
  ['management_events', 'text', (trail) => trail.managementEvents],
  ['data_events', 'text[]', (trail) => trail.dataEvents],
  ['logging', 'boolean', (trail) => trail.logging],
  ['logging_started_at', 'timestamptz', (trail) => trail.loggingStartedAt],
  ['logging_ended_at', 'timestamptz', (trail) => trail.loggingEndedAt],
  ['delivered_at', 'timestamptz', (trail) => trail.deliveredAt],
  ['delivery_error', 'text', (trail) => trail.deliveryError],
  ['notified_at', 'timestamptz', (trail) => trail.notifiedAt],
  ['notification_error', 'text', (trail) => trail.notificationError],
  ['digest_delivered_at', 'timestamptz', (trail) => trail.digestDeliveredAt],
  ['digest_error', 'text', (trail) => trail.digestError],
  ['status_error', 'text', (trail) => trail.statusError],
];
const NAMES = COLUMNS.map(([name]) => name);

const UPSERT = `
  insert into trail (account_id, asked_at, ${NAMES.join(', ')})
  values ($1, $2, ${COLUMNS.map(([, type], index) => `$${index + 3}::${type}`).join(', ')})
  on conflict (account_id, arn) do update
  set asked_at = excluded.asked_at, ${NAMES.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/**
 * Puts an answer in the place of the one before, for one account (12 digits). Trails that AWS no longer names are gone, but for
 * those at home in a region that gave no answer. Run it in a transaction.
 */
export async function writeTrails(
  db: Queryable,
  accountId: string,
  { trails, silentRegions }: Description,
  askedAt: Date,
): Promise<void> {
  for (const trail of trails) {
    await db.query(UPSERT, [accountId, askedAt, ...COLUMNS.map(([, , value]) => value(trail))]);
  }
  await db.query(
    'delete from trail where account_id = $1 and arn <> all($2::text[]) and home_region <> all($3::text[])',
    [accountId, trails.map(({ arn }) => arn), silentRegions],
  );
}
