import type { Scope } from '#lib/auth/scope.ts';
import type { ReadPage } from '#lib/events/export/export-events.ts';
import { ROW_WRITERS } from '#lib/events/export/export-format.ts';
import type { ExportFormat } from '#lib/events/schema.ts';
import { toFindingRow } from '../queries/finding-rows.ts';
import { type FindingFilters, listFindingsByAge } from '../queries/list-findings.ts';
import { FINDING_COLUMNS, findingCells } from './finding-cells.ts';

const PAGE = 1_000;

/**
 * All findings of a scope that match, those made last first, as the text of a file in parts, each read in a transaction of its own.
 * `namesOf` says what people are called, by id. Throws where a part cannot be read.
 */
export async function* exportFindings(
  read: ReadPage,
  namesOf: (ids: readonly (string | null)[]) => Promise<ReadonlyMap<string, string>>,
  scope: Scope,
  filters: FindingFilters,
  format: ExportFormat,
  pageSize: number = PAGE,
): AsyncGenerator<string, void, undefined> {
  const { head, piece, row } = ROW_WRITERS[format];
  yield head(FINDING_COLUMNS);
  for (let before: string | null = null; ; ) {
    const place: { before: string | null; limit: number } = { before, limit: pageSize };
    const page = await read((db) => listFindingsByAge(db, scope, filters, place));
    if (page.length > 0) {
      const names = await namesOf(page.map(({ assignee_id }) => assignee_id));
      yield page.map((columns) => row([piece(findingCells(toFindingRow(columns, names)))])).join('');
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    before = last.id;
  }
}
