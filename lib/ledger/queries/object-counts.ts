import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import type { ObjectCounts } from '../schema.ts';
import { requireSource } from './require-source.ts';

const count = z.coerce.number();
const time = z
  .date()
  .nullable()
  .transform((date) => date?.toISOString() ?? null);
const row = z.object({
  ingested: count,
  pending: count,
  failed: count,
  quarantined: count,
  partlyRead: count,
  quarantinedRecords: count,
  records: count,
  newEvents: count,
  duplicateEvents: count,
  sizeBytes: count,
  lastEventAt: time,
  lastIngestedAt: time,
});

/**
 * How far the ledger of one of the scope's sources is. Sums that the batches keep; only what waits or is unwell is counted, over
 * partial indexes. One statement, so that the figures agree with each other. Throws `not-found`.
 */
export async function getObjectCounts(db: Queryable, scope: Scope, sourceId: number): Promise<ObjectCounts> {
  requireSource(scope, sourceId);
  const { rows } = await db.query(
    `select coalesce(c.ingested, 0) as ingested, to_do.pending - unwell.failed as pending, unwell.failed, unwell.quarantined,
       (select count(*) from log_object where source_id = $1 and quarantined_records > 0) as "partlyRead",
       coalesce(c.quarantined_records, 0) as "quarantinedRecords", coalesce(c.records, 0) as records,
       coalesce(c.new_events, 0) as "newEvents", coalesce(c.duplicate_events, 0) as "duplicateEvents",
       coalesce(taken.size_bytes, 0) as "sizeBytes", c.last_event_at as "lastEventAt", c.last_ingested_at as "lastIngestedAt"
     from (select sum(size_bytes) as size_bytes from source_delivery where source_id = $1) taken
     cross join (
       select count(*) as pending from log_object where source_id = $1 and state in ('pending', 'failed')
     ) to_do
     cross join (
       select count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'quarantined') as quarantined
       from log_object where source_id = $1 and state in ('failed', 'quarantined')
     ) unwell
     left join source_count c on c.source_id = $1`,
    [sourceId],
  );
  const counts = row.parse(rows[0]);
  const { pending, ingested, failed, quarantined } = counts;
  return { ...counts, found: pending + ingested + failed + quarantined };
}
