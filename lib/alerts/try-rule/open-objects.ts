import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import type { PlacedRow } from './stored-events.ts';

/** A log object's bytes, null where they are not kept any more, and those of its events that are wanted. */
export type OpenedObject = { body: Uint8Array | null; rows: readonly PlacedRow[] };

/** Log objects that are in memory at once: so many, or as many as are so large together, and one in any case. */
const AT_ONCE = { objects: 200, bytes: 4 << 20 };

/** The log objects that events came from, each once, in the order of their first events. */
export async function* openObjects(
  db: Queryable,
  rows: readonly PlacedRow[],
  atOnce: typeof AT_ONCE = AT_ONCE,
): AsyncGenerator<OpenedObject[]> {
  const objects = [...Map.groupBy(rows, (row) => row.object_id).values()];
  for (let at = 0; at < objects.length; ) {
    const asked = objects.slice(at, at + atOnce.objects);
    const bodies = await readBodies(db, asked, atOnce);
    yield bodies.map((body, place) => ({ body, rows: asked[place] ?? [] }));
    at += bodies.length;
  }
}

const bodyRows = z.array(
  z.object({
    body: z.instanceof(Uint8Array).nullable(),
    /** Too large beside those before it. */
    later: z.boolean(),
  }),
);

/** The bytes of the first objects, in their order. They belong to whoever may see one of an object's events, so one of those asks for them. */
async function readBodies(
  db: Queryable,
  objects: readonly (readonly PlacedRow[])[],
  { bytes }: typeof AT_ONCE,
): Promise<(Uint8Array | null)[]> {
  const firsts = objects.flatMap(([first]) => first ?? []);
  const result = await db.query(
    sql`
      select later, case when not later then body end as body
      from (
        select asked.place, found.body,
          asked.place > 1 and coalesce(sum(octet_length(found.body)) over (order by asked.place), 0) > ${bytes}::int as later
        from generate_series(1, ${firsts.length}::int) as asked (place)
        left join raw_objects(${firsts.map((row) => row.account_id)}::bigint[],
          ${firsts.map((row) => new Date(row.event_ms).toISOString())}::timestamptz[], ${firsts.map((row) => row.event_id)}::uuid[])
          as found using (place)
      ) sized
      order by place`.toQuery(),
  );
  const read = bodyRows.parse(result.rows);
  const cut = read.findIndex(({ later }) => later);
  return (cut === -1 ? read : read.slice(0, cut)).map(({ body }) => body);
}
