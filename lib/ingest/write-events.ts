import { BinaryArray } from '#lib/db/binary-array.ts';
import { copyIn } from '#lib/db/copy-in.ts';
import type { Connection } from '#lib/db/pool.ts';
import type { EventColumns } from './event-columns.ts';
import { EVENT_COLUMNS, encodeEvents } from './event-rows.ts';
import { Rollups } from './rollups.ts';
import { weekStart, weekSuffix } from './weeks.ts';
import { writeRollups } from './write-rollups.ts';

const UNIQUE_VIOLATION = '23505';
/** Tries in a row that met a duplicate and then found none: another process deletes what this one meets. */
const MOST_VAIN_TRIES = 4;
/**
 * When a COPY meets a duplicate, so many rows at most are looked up, and what it had written stays as dead rows. Fewer cost more: each
 * COPY first makes a thousand buffers.
 */
const CHUNK_ROWS = 4_096;

/**
 * Writes events and what they add to the rollups, within the caller's transaction. An event that is stored already, or stands
 * twice among these, is left out of both. `objectIds` by slot. Returns the rows that were really new.
 */
export async function writeEvents(
  db: Connection,
  columns: EventColumns,
  objectIds: readonly number[],
): Promise<Uint32Array> {
  if (columns.length === 0) return new Uint32Array();
  const stored: Uint32Array[] = [];
  for (const [week, rows] of byWeek(columns, distinctRows(columns))) {
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const chunk = rows.subarray(start, start + CHUNK_ROWS);
      stored.push(await storeChunk(db, `event_${weekSuffix(week)}`, columns, chunk, objectIds));
    }
  }
  const rows = joined(stored);
  if (rows.length > 0) await writeRollups(db, new Rollups(columns, rows));
  return rows;
}

function distinctRows(columns: EventColumns): Uint32Array {
  const order = columns.sorted();
  return order.filter((row, i) => i === 0 || !columns.isSame(order[i - 1] as number, row));
}

// The oldest week first, as its events have an order too: two workers that wait for each other's duplicates would wait forever.
function byWeek(columns: EventColumns, rows: Uint32Array): Map<number, Uint32Array> {
  const weekOf = (row: number) => weekStart(columns.times[row] as number);
  const weeks = new Set<number>();
  let last = Number.NaN;
  for (const row of rows) {
    const week = weekOf(row);
    if (week !== last) weeks.add(week);
    last = week;
  }
  if (weeks.size === 1) return new Map([[last, rows]]);
  return new Map(
    [...weeks].sort((a, b) => a - b).map((week) => [week, rows.filter((row) => weekOf(row) === week)]),
  );
}

// Straight into the partition. Only when that meets an event which is there already are the known ones looked up and left
// out; once more if another worker stores one in between, however often: each time fewer are left.
async function storeChunk(
  db: Connection,
  partition: string,
  columns: EventColumns,
  rows: Uint32Array,
  objectIds: readonly number[],
): Promise<Uint32Array> {
  let fresh = rows;
  for (let vain = 0; ; ) {
    await db.query('savepoint events');
    try {
      await copyIn(db, partition, EVENT_COLUMNS, encodeEvents(columns, fresh, objectIds));
      await db.query('release savepoint events');
      return fresh;
    } catch (error) {
      const duplicate = error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
      if (!duplicate || vain === MOST_VAIN_TRIES) throw error;
      await db.query('rollback to savepoint events');
      const left = await leaveOutKnown(db, partition, columns, fresh);
      vain = left.length < fresh.length ? 0 : vain + 1;
      fresh = left;
    }
  }
}

async function leaveOutKnown(
  db: Connection,
  partition: string,
  columns: EventColumns,
  rows: Uint32Array,
): Promise<Uint32Array> {
  const accounts = BinaryArray.int8(rows.length);
  const times = BinaryArray.timestamps(rows.length);
  const ids = BinaryArray.uuids(rows.length);
  const accountNumbers = columns.accountIds.map(Number);
  for (const row of rows) {
    accounts.addInt8(accountNumbers[columns.accounts[row] as number] as number);
    times.addTimestamp(columns.times[row] as number);
    ids.addUuidWords(columns.eventIds, row * 4);
  }
  const { rows: found } = await db.query<[string]>({
    text: `select n.i from unnest($1::bigint[], $2::timestamptz[], $3::uuid[]) with ordinality as n (account_id, event_time, event_id, i)
      where exists (select from ${partition} e where e.account_id = n.account_id and e.event_time = n.event_time
        and e.event_id = n.event_id)`,
    values: [accounts.bytes, times.bytes, ids.bytes],
    rowMode: 'array',
  });
  const known = new Set(found.map(([i]) => Number(i) - 1));
  return rows.filter((_, i) => !known.has(i));
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
