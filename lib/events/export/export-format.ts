import { stringify } from 'csv-stringify/sync';
import type { TimeRange } from '#lib/time/ranges.ts';
import type { ExportFormat } from '../schema.ts';

export type Cell = string | number | boolean | null | readonly string[];

/**
 * How a file is written. A row is put together from pieces of neighbouring columns, because most of them repeat: what a
 * dimension's row looks like in the file is written once and used for all of its events.
 */
export type RowWriter = {
  mimeType: string;
  /** The first line, for all columns; '' where there is none. */
  head: (columns: readonly string[]) => string;
  /** Neighbouring columns of a row, by name. */
  piece: (cells: Readonly<Record<string, Cell>>) => string;
  /** A row with its line end, of its pieces in the order of the columns. */
  row: (pieces: readonly string[]) => string;
};

export const ROW_WRITERS: Readonly<Record<ExportFormat, RowWriter>> = {
  csv: {
    mimeType: 'text/csv; charset=utf-8; header=present',
    head: (columns) => `${columns.join(',')}\n`,
    piece: (cells) => csvCells(Object.values(cells).map(toCsvText)),
    row: (pieces) => `${pieces.join(',')}\n`,
  },
  ndjson: {
    mimeType: 'application/x-ndjson; charset=utf-8',
    head: () => '',
    piece: (cells) => JSON.stringify(cells).slice(1, -1),
    row: (pieces) => `{${pieces.join(',')}}\n`,
  },
};

/** Several values stand in one cell, apart by this. */
const BETWEEN = ' | ';

function toCsvText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean' || typeof cell === 'number') return String(cell);
  return typeof cell === 'string' ? cell : cell.join(BETWEEN);
}

/** Begins with a letter or figure and holds nothing that is a sign of the format: it stands in a cell as it is. */
const PLAIN = /^(?:[A-Za-z0-9][^",\r\n]*)?$/;

/**
 * What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection): = + - @, tab and carriage
 * return by the library, the line feed here. These texts come from whoever could make a call.
 */
function csvCells(texts: readonly string[]): string {
  if (texts.every((text) => PLAIN.test(text))) return texts.join(',');
  const safe = texts.map((text) => (text.startsWith('\n') ? `'${text}` : text));
  return stringify([safe], { escape_formulas: true, quoted_match: /[\r\n]/, eof: false });
}

/** `trailkeep-production-2026-11-07-to-2026-11-21.csv`: the scope's id in the URL and the period's days, UTC. */
export function exportFileName(scope: { id: string }, { from, to }: TimeRange, format: ExportFormat): string {
  const day = (time: Date) => time.toISOString().slice(0, 10);
  const last = new Date(to.getTime() - 1);
  return `trailkeep-${scope.id}-${day(from)}-to-${day(last)}.${format}`;
}
