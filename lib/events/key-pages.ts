import type { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import type { EventPosition } from './cursor.ts';
import type { EventKey } from './key-rows.ts';
import type { ResolvedFilters } from './resolved-filters.ts';
import { selectStep, stepsBack } from './step-back.ts';

/** A page of more events than it should hold, times this, is cut. */
const MOST = 2;
const FIRST_STEP_MS = 60_000;

/** A place in a walk over events: everything before it is done. `stepMs` is how far back the next page probably reaches. */
export type WalkPlace = { to: Date; after: EventPosition | null; stepMs: number };
/** `next` is null at the end. */
export type KeyPage<Row> = { rows: Row[]; next: WalkPlace | null };
export type PageOf<Row> = { columns: Sql; rows: z.ZodType<Row[]>; size: number };

/** Where a walk over the events that match begins: at the newest. */
export function firstPlace({ to }: ResolvedFilters): WalkPlace {
  return { to, after: null, stepMs: FIRST_STEP_MS };
}

/**
 * The next events of a walk, newest first, about `size` of them and never more than twice as many. By time and not by number: reading
 * all of a short time takes each event once, the newest so many of an hour that is busy in hundreds of accounts would read that hour
 * for every page.
 */
export async function readKeyPage<Row extends EventKey>(
  db: Queryable,
  filters: ResolvedFilters,
  place: WalkPlace,
  page: PageOf<Row>,
): Promise<KeyPage<Row>> {
  const most = page.size * MOST;
  const rows: Row[] = [];
  let reached = place.to;
  for (const step of stepsBack({ from: filters.from, to: place.to }, place.after, place.stepMs)) {
    const { ctes, picked, order } = selectStep(filters, step, place.after, most - rows.length);
    const result = await db.query(sql`${ctes} select ${page.columns} from (${picked}) e ${order}`.toQuery());
    for (const row of page.rows.parse(result.rows)) rows.push(row);
    reached = step.from;
    if (rows.length >= page.size / 2) break;
  }
  const last = rows.length === most ? rows.at(-1) : undefined;
  const spanMs =
    (place.after ? place.after.timeMs : place.to.getTime()) - (last?.event_ms ?? reached.getTime());
  const stepMs = Math.ceil((Math.max(1, spanMs) * page.size) / Math.max(1, rows.length));
  if (!last && reached <= filters.from) return { rows, next: null };
  return { rows, next: { to: last ? place.to : reached, after: last ? positionOf(last) : null, stepMs } };
}

function positionOf(row: EventKey): EventPosition {
  return { timeMs: row.event_ms, accountId: formatAccountId(row.account_id), eventId: row.event_id };
}
