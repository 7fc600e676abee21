import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import type { StoredWeek } from '../schema.ts';

const rows = z.array(
  z.object({ week: z.string(), events: z.number(), eventBytes: z.number(), objectBytes: z.number() }),
);

/**
 * What is stored, week by week, the newest first: of all accounts, from Postgres's own books, without a look at any row. For
 * admins: the caller checks the right.
 */
export async function listStoredWeeks(db: PrismaConnection): Promise<StoredWeek[]> {
  // Rows as counted since the last restart of the statistics, else as last analysed.
  return rows.parse(
    await db.$queryRaw`
      with part as materialized (
        select parent.relname as parent, right(c.relname, 8) as monday,
          coalesce(pg_total_relation_size(c.oid), 0) as bytes,
          coalesce(nullif(pg_stat_get_live_tuples(c.oid), 0), greatest(c.reltuples, 0)::bigint) as tuples
        from pg_inherits i
        join pg_class c on c.oid = i.inhrelid
        join pg_class parent on parent.oid = i.inhparent
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
          and parent.relname in ('event', 'activity_hour', 'activity_day', 'activity_value', 'log_object_body')
      )
      select to_date(monday, 'YYYYMMDD')::text as week,
        coalesce(sum(tuples) filter (where parent = 'event'), 0)::float8 as events,
        coalesce(sum(bytes) filter (where parent <> 'log_object_body'), 0)::float8 as "eventBytes",
        coalesce(sum(bytes) filter (where parent = 'log_object_body'), 0)::float8 as "objectBytes"
      from part group by monday order by monday desc`,
  );
}
