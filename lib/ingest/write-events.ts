import { copyIn } from '#lib/db/copy-in.ts';
import type { Connection } from '#lib/db/pool.ts';
import { compareRecords, EVENT_COLUMNS, type EventRecord, encodeEvents, sameEvent } from './event-rows.ts';
import { Rollups } from './rollups.ts';
import { weekStart, weekSuffix } from './weeks.ts';

const UNIQUE_VIOLATION = '23505';
const MOST_TRIES = 4;

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

// Straight into the partition. Only when that meets an event which is there already are the known ones looked up and left
// out; once more if another worker stores one in between.
async function storeWeek(db: Connection, partition: string, records: EventRecord[]): Promise<EventRecord[]> {
  let fresh = records;
  for (let attempt = 1; ; attempt++) {
    await db.query('savepoint events');
    try {
      await copyIn(db, partition, EVENT_COLUMNS, encodeEvents(fresh));
      await db.query('release savepoint events');
      return fresh;
    } catch (error) {
      const duplicate = error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
      if (!duplicate || attempt === MOST_TRIES) throw error;
      await db.query('rollback to savepoint events');
      fresh = await leaveOutKnown(db, partition, fresh);
    }
  }
}

async function leaveOutKnown(
  db: Connection,
  partition: string,
  records: EventRecord[],
): Promise<EventRecord[]> {
  const { rows } = await db.query<[string]>({
    text: `select n.i from unnest($1::bigint[], $2::timestamptz[], $3::uuid[]) with ordinality as n (account_id, event_time, event_id, i)
      where exists (select from ${partition} e where e.account_id = n.account_id and e.event_time = n.event_time
        and e.event_id = n.event_id)`,
    values: [
      records.map(({ event }) => event.accountId),
      records.map(({ event }) => new Date(event.eventTimeMs).toISOString()),
      records.map(({ event }) => event.eventId),
    ],
    rowMode: 'array',
  });
  const known = new Set(rows.map(([i]) => Number(i) - 1));
  return records.filter((_, i) => !known.has(i));
}
