import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import type { FaultGroup } from '../schema.ts';
import { requireSource } from './require-source.ts';

/** Reasons are gathered from so many of the newest objects, and of the newest unread records: a page must not read millions. */
export const FAULTS_OF_NEWEST = 20_000;
const MOST_GROUPS = 50;

const rows = z.array(
  z.object({
    of: z.enum(['failed', 'quarantined', 'records']),
    reason: z.string(),
    count: z.coerce.number(),
    lastAt: z
      .date()
      .nullable()
      .transform((date) => date?.toISOString() ?? null),
  }),
);

/**
 * Why objects and records of a source could not be taken, the most frequent reason first. What differs from one object to the
 * next within a reason (its key, long numbers) is cut out of it. Throws `not-found`.
 */
export async function listFaults(db: Queryable, scope: Scope, sourceId: number): Promise<FaultGroup[]> {
  requireSource(scope, sourceId);
  const result = await db.query(
    `with unwell as (
       select state as of, replace(coalesce(reason, ''), key, '…') as reason, ingested_at as at
       from log_object
       where source_id = $1 and state in ('failed', 'quarantined')
       order by id desc limit $2
     ), partly as (
       select id, ingested_at from log_object
       where source_id = $1 and quarantined_records > 0
       order by id desc limit $2
     ), unread as (
       select 'records' as of, r.reason, partly.ingested_at as at
       from partly join quarantined_record r on r.object_id = partly.id
       limit $2
     )
     select of, regexp_replace(reason, '\\d{5,}', '…', 'g') as reason, count(*) as count, max(at) as "lastAt"
     from (select * from unwell union all select * from unread) as faults
     group by 1, 2
     order by count(*) desc, 1, 2
     limit ${MOST_GROUPS}`,
    [sourceId, FAULTS_OF_NEWEST],
  );
  return rows.parse(result.rows);
}
