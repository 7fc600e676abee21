import { copyIn } from '#lib/db/copy-in.ts';
import type { Connection } from '#lib/db/pool.ts';
import { compareRecords, EVENT_COLUMNS, type EventRecord, encodeEvents, sameEvent } from './event-rows.ts';
import { Rollups } from './rollups.ts';
import { weekStart, weekSuffix } from './weeks.ts';

const UNIQUE_VIOLATION = '23505';

/**
 * Writes events and what they add to the rollups, within the caller's transaction. An event that is stored already, or stands
 * twice among these, is left out of both. Returns those that were really new.
 */
export async function writeEvents(db: Connection, records: EventRecord[]): Promise<EventRecord[]> {
  if (records.length === 0) return [];
  records.sort(compareRecords);
  const distinct = records.filter(
    (record, i) => i === 0 || !sameEvent(records[i - 1] as EventRecord, record),
  );
  const stored: EventRecord[] = [];
  for (const [week, ofWeek] of Map.groupBy(distinct, ({ event }) => weekStart(event.eventTimeMs))) {
    stored.push(...(await storeWeek(db, `event_${weekSuffix(week)}`, ofWeek)));
  }
  const rollups = new Rollups([...new Set(stored.map(({ event }) => event.accountId))].sort());
  for (const record of stored) rollups.add(record);
  await rollups.write(db);
  return stored;
}

// Straight into the partition; only when that meets an event which is there already, again with the duplicates left out.
async function storeWeek(db: Connection, partition: string, records: EventRecord[]): Promise<EventRecord[]> {
  await db.query('savepoint events');
  try {
    await copyIn(db, partition, EVENT_COLUMNS, encodeEvents(records));
    await db.query('release savepoint events');
    return records;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)) throw error;
    await db.query('rollback to savepoint events');
    return storeNew(db, partition, records);
  }
}

async function storeNew(db: Connection, partition: string, records: EventRecord[]): Promise<EventRecord[]> {
  const columns = EVENT_COLUMNS.join(', ');
  await db.query(
    'create temp table if not exists stage_event (like event) on commit delete rows; truncate stage_event',
  );
  await copyIn(db, 'stage_event', EVENT_COLUMNS, encodeEvents(records));
  const { rows } = await db.query<[string, number]>({
    text: `insert into ${partition} (${columns}) select ${columns} from stage_event
      order by account_id, event_time, event_id on conflict do nothing returning object_id, ordinal`,
    rowMode: 'array',
  });
  const stored = new Set(rows.map(([objectId, ordinal]) => `${objectId}/${ordinal}`));
  return records.filter(({ objectId, ordinal }) => stored.has(`${objectId}/${ordinal}`));
}
