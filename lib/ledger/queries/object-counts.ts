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
  found: count,
  ingested: count,
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
 * How far the ledger of one of the scope's sources is. Sums that discovery and the batches keep; only what is unwell is counted,
 * over partial indexes. One statement, so that the figures agree with each other. Throws `not-found`.
 */
export async function getObjectCounts(db: Queryable, scope: Scope, sourceId: number): Promise<ObjectCounts> {
  requireSource(scope, sourceId);
  const { rows } = await db.query(
    `select coalesce(found.objects, 0) as found, coalesce(c.ingested, 0) as ingested, unwell.failed, unwell.quarantined,
       (select count(*) from log_object where source_id = $1 and quarantined_records > 0) as "partlyRead",
       coalesce(c.quarantined_records, 0) as "quarantinedRecords", coalesce(c.records, 0) as records,
       coalesce(c.new_events, 0) as "newEvents", coalesce(c.duplicate_events, 0) as "duplicateEvents",
       coalesce(found.size_bytes, 0) as "sizeBytes", c.last_event_at as "lastEventAt", c.last_ingested_at as "lastIngestedAt"
     from (select sum(objects) as objects, sum(size_bytes) as size_bytes from source_delivery where source_id = $1) found
     cross join (
       select count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'quarantined') as quarantined
       from log_object where source_id = $1 and state in ('failed', 'quarantined')
     ) unwell
     left join source_count c on c.source_id = $1`,
    [sourceId],
  );
  const counts = row.parse(rows[0]);
  const done = counts.ingested + counts.failed + counts.quarantined;
  return { ...counts, pending: Math.max(0, counts.found - done) };
}
