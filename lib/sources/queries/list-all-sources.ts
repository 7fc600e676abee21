import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';

const row = z.object({
  id: z.number(),
  /** `s3://bucket/prefix` or the folder's path. */
  place: z.string(),
  state: z.enum(['paused', 'error', 'collecting', 'online']),
  /** Why it is in error. */
  reason: z.string().nullable(),
  events: z.coerce.number(),
  lastEventAt: z.date().nullable(),
});

/** Every log source with its state, for the commands of whoever runs the server; no scope, so not for the web's role. */
export async function listAllSources(db: Queryable): Promise<z.infer<typeof row>[]> {
  const { rows } = await db.query(
    `select s.id, coalesce(s.directory, 's3://' || s.bucket || '/' || s.prefix) as place,
       case when s.paused_at is not null then 'paused'
         when s.error_code is not null then 'error'
         when s.last_listed_at is null
           or exists (select from log_object o where o.source_id = s.id and o.state = 'pending') then 'collecting'
         else 'online' end as state,
       s.error_message as reason, coalesce(c.new_events, 0) as events, c.last_event_at as "lastEventAt"
     from source s left join source_count c on c.source_id = s.id order by s.id`,
  );
  return z.array(row).parse(rows);
}
