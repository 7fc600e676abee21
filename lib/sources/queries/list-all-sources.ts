import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { type SourceState, STATUS_COLUMNS, sourceState } from '../source-status.ts';

const row = z.object({
  id: z.number(),
  place: z.string(),
  paused: z.boolean(),
  errorMessage: z.string().nullable(),
  hasWork: z.boolean(),
  hasWorker: z.boolean(),
  events: z.coerce.number(),
  lastEventAt: z.date().nullable(),
});

export type ListedSource = {
  id: number;
  /** `s3://bucket/prefix` or the folder's path. */
  place: string;
  state: SourceState;
  /** Why it is in error. */
  reason: string | null;
  events: number;
  lastEventAt: Date | null;
};

/** Every log source with its state, for the commands of whoever runs the server; no scope, so not for the web's role. */
export async function listAllSources(db: Queryable): Promise<ListedSource[]> {
  const { rows } = await db.query(
    `select s.id, coalesce(s.directory, 's3://' || s.bucket || '/' || s.prefix) as place, ${STATUS_COLUMNS},
       coalesce(c.new_events, 0) as events, c.last_event_at as "lastEventAt"
     from source s left join source_count c on c.source_id = s.id
     where s.removed_at is null order by s.id`,
  );
  return z
    .array(row)
    .parse(rows)
    .map(({ id, place, events, lastEventAt, ...facts }) => {
      return { id, place, state: sourceState(facts), reason: facts.errorMessage, events, lastEventAt };
    });
}
