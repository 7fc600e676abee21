import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import type { EventPosition } from '../cursor.ts';
import { resolveFilters } from '../resolve-filters.ts';
import { matchesNothing, type ResolvedFilters } from '../resolved-filters.ts';
import type { EventFilters, ExportFormat } from '../schema.ts';
import { selectStep, stepsBack } from '../step-back.ts';
import { EventLines, EXPORT_COLUMNS, KEY_COLUMNS, type KeyRow, keyRows } from './event-lines.ts';
import { ROW_WRITERS } from './export-format.ts';

/** Runs a question in a transaction of its own in the export's scope. */
export type ReadPage = <T>(work: (db: Queryable) => Promise<T>) => Promise<T>;

/** Events of one page: a page and the next one are what an export holds in memory. */
const PAGE = 5_000;
const HOUR_MS = 3_600_000;

type Page = { text: string; last: KeyRow | null; spanHours: number };

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
  const nextPage = (before: Page | null) => read((db) => readPage(db, resolved, { lines, before, pageSize }));
  let page = await nextPage(null);
  for (let part = head; ; part = '') {
    const following = page.last ? nextPage(page) : null;
    // It is awaited below; until then a failure must not count as one that nobody handles.
    following?.catch(() => undefined);
    if (part + page.text !== '') yield part + page.text;
    if (!following) return;
    page = await following;
  }
}

/** The page after `before`. `last` is null where there is nothing after it. */
async function readPage(
  db: Queryable,
  filters: ResolvedFilters,
  { lines, before, pageSize }: { lines: EventLines; before: Page | null; pageSize: number },
): Promise<Page> {
  const after = before?.last ? positionOf(before.last) : null;
  const rows: KeyRow[] = [];
  for (const step of stepsBack(filters, after, before?.spanHours)) {
    const { ctes, picked, order } = selectStep(filters, step, after, pageSize - rows.length);
    const result = await db.query(sql`${ctes} select ${KEY_COLUMNS} from (${picked}) e ${order}`.toQuery());
    for (const row of keyRows.parse(result.rows)) rows.push(row);
    if (rows.length === pageSize) break;
  }
  const last = rows.length === pageSize ? (rows.at(-1) ?? null) : null;
  return { text: await lines.write(db, rows), last, spanHours: spanOf(rows) };
}

/** How far back the next page will probably reach: as far as this one. */
function spanOf(rows: readonly KeyRow[]): number {
  const [first, last] = [rows[0], rows.at(-1)];
  const spanMs = first && last ? first.event_time.getTime() - last.event_time.getTime() : 0;
  return Math.max(1, Math.ceil(spanMs / HOUR_MS));
}

function positionOf(row: KeyRow): EventPosition {
  return {
    timeMs: row.event_time.getTime(),
    accountId: formatAccountId(row.account_id),
    eventId: row.event_id,
  };
}
