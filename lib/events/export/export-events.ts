import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import type { EventPosition } from '../cursor.ts';
import { resolveFilters } from '../resolve-filters.ts';
import { matchesNothing, type ResolvedFilters } from '../resolved-filters.ts';
import type { EventFilters, ExportFormat } from '../schema.ts';
import { selectStep, stepsBack } from '../step-back.ts';
import { EventLines, EXPORT_COLUMNS } from './event-lines.ts';
import { ROW_WRITERS } from './export-format.ts';
import { KEY_COLUMNS, type KeyRow, keyRows } from './key-rows.ts';

/** Runs a question in a transaction of its own in the export's scope. */
export type ReadPage = <T>(work: (db: Queryable) => Promise<T>) => Promise<T>;

/** Events that a page should hold: two of them are what an export has in memory. A page of this many times `MOST` is cut. */
const PAGE = 1_000;
const MOST = 2;
const FIRST_STEP_MS = 60_000;

/** A place in the export: everything before it is done. `stepMs` is how far back the next page probably reaches. */
type Place = { to: Date; after: EventPosition | null; stepMs: number };
/** `next` is null at the end. */
type Page = { text: string; next: Place | null };

/**
 * All events that match, newest first, as the text of a file in parts. Each part is read in a transaction of its own, and the
 * next one while the last is being taken: a slow reader holds no transaction open. Throws where a part cannot be read.
 */
export async function* exportEvents(
  read: ReadPage,
  scope: Scope,
  filters: EventFilters,
  format: ExportFormat,
  pageSize: number = PAGE,
): AsyncGenerator<string, void, undefined> {
  const writer = ROW_WRITERS[format];
  const lines = new EventLines(writer);
  const head = writer.head(EXPORT_COLUMNS);
  const resolved = await read((db) => resolveFilters(db, scope, filters));
  if (matchesNothing(resolved)) return yield head;
  const readFrom = (place: Place) => read((db) => readPage(db, resolved, place, { lines, pageSize }));
  let page = await readFrom({ to: resolved.to, after: null, stepMs: FIRST_STEP_MS });
  for (let part = head; ; part = '') {
    const following = page.next && readFrom(page.next);
    // It is awaited below; until then a failure must not count as one that nobody handles.
    following?.catch(() => undefined);
    if (part + page.text !== '') yield part + page.text;
    if (!following) return;
    page = await following;
  }
}

// By time and not by number: reading all of a short time takes each event once, the newest so many of an hour that is
// busy in hundreds of accounts would read that hour for every page.
async function readPage(
  db: Queryable,
  filters: ResolvedFilters,
  place: Place,
  { lines, pageSize }: { lines: EventLines; pageSize: number },
): Promise<Page> {
  const most = pageSize * MOST;
  const rows: KeyRow[] = [];
  let reached = place.to;
  for (const step of stepsBack({ from: filters.from, to: place.to }, place.after, place.stepMs)) {
    const { ctes, picked, order } = selectStep(filters, step, place.after, most - rows.length);
    const result = await db.query(sql`${ctes} select ${KEY_COLUMNS} from (${picked}) e ${order}`.toQuery());
    for (const row of keyRows.parse(result.rows)) rows.push(row);
    reached = step.from;
    if (rows.length >= pageSize / 2) break;
  }
  const last = rows.length === most ? rows.at(-1) : undefined;
  const spanMs =
    (place.after ? place.after.timeMs : place.to.getTime()) - (last?.event_ms ?? reached.getTime());
  const stepMs = Math.ceil((Math.max(1, spanMs) * pageSize) / Math.max(1, rows.length));
  const ended = !last && reached <= filters.from;
  return {
    text: await lines.write(db, rows),
    next: ended ? null : { to: last ? place.to : reached, after: last ? positionOf(last) : null, stepMs },
  };
}

function positionOf(row: KeyRow): EventPosition {
  return { timeMs: row.event_ms, accountId: formatAccountId(row.account_id), eventId: row.event_id };
}
