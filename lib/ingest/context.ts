import { RecordReader } from '#lib/cloudtrail/record-reader.ts';
import type { Pool } from '#lib/db/pool.ts';
import { env } from '#lib/env.ts';
import type { IngestContext } from './batch.ts';
import { Dimensions } from './dimensions.ts';
import { Weeks } from './weeks.ts';

/** What batches of one thread share: the pool (worker's role) and the caches. */
export function createIngestContext(pool: Pool): IngestContext {
  return {
    pool,
    records: new RecordReader(),
    dimensions: new Dimensions(pool),
    weeks: new Weeks(pool),
    now: Date.now,
    batchObjects: env().TRAILKEEP_BATCH_OBJECTS,
  };
}
