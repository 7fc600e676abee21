import { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Pool } from '#lib/db/pool.ts';
import { env } from '#lib/env.ts';
import type { IngestContext } from './batch.ts';
import { Dimensions } from './dimensions.ts';
import type { EventWatch } from './event-watch.ts';
import { Weeks } from './weeks.ts';

/** What batches of one thread share: the pool (worker's role), the caches, and who looks at the events as they are written. */
export function createIngestContext(pool: Pool, watch: EventWatch | null = null): IngestContext {
  return {
    pool,
    records: new RecordReader(),
    watch,
    dimensions: new Dimensions(pool),
    weeks: new Weeks(pool),
    now: Date.now,
    batchObjects: env().TRAILKEEP_BATCH_OBJECTS,
  };
}
