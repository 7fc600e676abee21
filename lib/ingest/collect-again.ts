import type { Queryable } from '#lib/db/pool.ts';

/** `ingested_at` is when a batch began, a moment before it took its objects. */
const LONGEST_START = '10 minutes';

/**
 * Objects of other sources that met events of a source whose events are erased now, and left them out, wait to be collected again.
 * Those that brought nothing new have no bytes here, whenever that was. Of those that did, `reassignEvents` saw all that were
 * there when the erasure began; what came later may have met an event just before it was deleted.
 *
 * Only objects in folders of accounts that the source brought events of, or delivered for: every other one would be fetched for nothing.
 */
export async function collectAgain(db: Queryable, sourceId: number): Promise<void> {
  const { rows } = await db.query<{ source_id: number }>(
    `with again as (
       update log_object o set state = 'pending', attempts = 0, next_attempt_at = null, ingested_at = null
       from source s, source erased
       where erased.id = $1 and s.id = o.source_id and s.removed_at is null and s.id <> $1
         and o.state = 'ingested' and o.duplicate_events > 0
         and (o.new_events = 0 and o.quarantined_records = 0
           or o.ingested_at >= erased.erase_requested_at - interval '${LONGEST_START}')
         and o.account_id in (select account_id from source_account where source_id = $1
           union select account_id from log_object where source_id = $1)
       returning o.source_id, o.records, o.duplicate_events, o.quarantined_records
     ), sums as (
       select source_id, count(*) as objects, sum(records) as records, sum(duplicate_events) as duplicates,
         sum(quarantined_records) as quarantined
       from again group by source_id
     )
     update source_count c set ingested = c.ingested - sums.objects, records = c.records - sums.records,
       duplicate_events = c.duplicate_events - sums.duplicates, quarantined_records = c.quarantined_records - sums.quarantined
     from sums where c.source_id = sums.source_id returning c.source_id`,
    [sourceId],
  );
  for (const row of rows)
    await db.query(`select pg_notify('trailkeep_collect', $1)`, [String(row.source_id)]);
}
