import { type CloudTrailKey, parseObjectKey } from '#lib/cloudtrail/object-key.ts';
import type { Connection } from '#lib/db/pool.ts';
import type { ObjectOutcome } from './ledger.ts';

/** What a batch took of one folder's day. */
type Delivered = Pick<CloudTrailKey, 'accountId' | 'region' | 'kind' | 'date'> & {
  objects: number;
  sizeBytes: number;
  /** A bit for each hour UTC in which AWS published one of them; bit 0 is 00:00. */
  hours: number;
  lastObjectMs: number | null;
};

/**
 * Adds a batch to the counts of what each account and region delivers on which day, from the objects' names. In one order, like all
 * rows that batches share, and just before the source's sums: they stay locked until the commit. An object counts when it is
 * taken for the first time, readable or not.
 */
export async function addDeliveries(
  db: Connection,
  sourceId: number,
  outcomes: readonly ObjectOutcome[],
): Promise<void> {
  const days = deliveredBy(outcomes);
  if (days.length === 0) return;
  const column = <T>(value: (day: Delivered) => T) => days.map(value);
  await db.query(
    `with taken as (
       select * from unnest($2::bigint[], $3::text[], $4::text[], $5::date[], $6::int[], $7::bigint[], $8::int[], $9::timestamptz[])
         as t (account_id, region, kind, day, objects, size_bytes, hours, last_object_at)
     ), folders as (
       insert into source_delivery as d (source_id, account_id, region, kind, objects, size_bytes, last_object_at)
       select $1, account_id, region, kind, sum(objects), sum(size_bytes), max(last_object_at)
       from taken
       group by account_id, region, kind
       order by account_id, region, kind
       on conflict (source_id, account_id, region, kind) do update set objects = d.objects + excluded.objects,
         size_bytes = d.size_bytes + excluded.size_bytes, last_object_at = greatest(d.last_object_at, excluded.last_object_at)
       returning id, account_id, region, kind
     )
     insert into source_delivery_day as d (delivery_id, day, objects, hours)
     select folders.id, taken.day, taken.objects, taken.hours
     from taken
     join folders using (account_id, region, kind)
     order by folders.id, taken.day
     on conflict (delivery_id, day) do update set objects = d.objects + excluded.objects, hours = d.hours | excluded.hours`,
    [
      sourceId,
      column(({ accountId }) => accountId),
      column(({ region }) => region),
      column(({ kind }) => kind),
      column(({ date }) => date),
      column(({ objects }) => objects),
      column(({ sizeBytes }) => sizeBytes),
      column(({ hours }) => hours),
      column(({ lastObjectMs }) => (lastObjectMs === null ? null : new Date(lastObjectMs))),
    ],
  );
}

function deliveredBy(outcomes: readonly ObjectOutcome[]): Delivered[] {
  const days = new Map<string, Delivered>();
  for (const { object, state } of outcomes) {
    const key = parseObjectKey(object.key);
    if (state === 'failed' || object.counted || key.type === 'other') continue;
    const { accountId, region, kind, date, publishedAtMs } = key;
    const name = `${accountId}/${kind}/${region}/${date}`;
    const day = days.get(name) ?? {
      accountId,
      region,
      kind,
      date,
      objects: 0,
      sizeBytes: 0,
      hours: 0,
      lastObjectMs: null,
    };
    days.set(name, day);
    day.objects += 1;
    day.sizeBytes += object.sizeBytes;
    if (publishedAtMs === null) continue;
    day.hours |= 1 << new Date(publishedAtMs).getUTCHours();
    if (day.lastObjectMs === null || publishedAtMs > day.lastObjectMs) day.lastObjectMs = publishedAtMs;
  }
  return [...days.values()];
}
