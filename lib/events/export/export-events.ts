import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { firstPlace, readKeyPage, type WalkPlace } from '../key-pages.ts';
import { KEY_COLUMNS, keyRows } from '../key-rows.ts';
import { resolveFilters } from '../resolve-filters.ts';
import { matchesNothing, type ResolvedFilters } from '../resolved-filters.ts';
import type { EventFilters, ExportFormat } from '../schema.ts';
import { EventLines, EXPORT_COLUMNS } from './event-lines.ts';
import { ROW_WRITERS } from './export-format.ts';

/** Runs a question in a transaction of its own in the export's scope. */
export type ReadPage = <T>(work: (db: Queryable) => Promise<T>) => Promise<T>;

/** Events that a page should hold: two of them are what an export has in memory. */
const PAGE = 1_000;

/** `next` is null at the end. */
type Page = { text: string; next: WalkPlace | null };

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
  const readFrom = (place: WalkPlace) => read((db) => readPage(db, resolved, place, { lines, pageSize }));
  let page = await readFrom(firstPlace(resolved));
  for (let part = head; ; part = '') {
    const following = page.next && readFrom(page.next);
    // It is awaited below; until then a failure must not count as one that nobody handles.
    following?.catch(() => undefined);
    if (part + page.text !== '') yield part + page.text;
    if (!following) return;
    page = await following;
  }
}

async function readPage(
  db: Queryable,
  filters: ResolvedFilters,
  place: WalkPlace,
  { lines, pageSize }: { lines: EventLines; pageSize: number },
): Promise<Page> {
  const page = { columns: KEY_COLUMNS, rows: keyRows, size: pageSize };
  const { rows, next } = await readKeyPage(db, filters, place, page);
  return { text: await lines.write(db, rows), next };
}
