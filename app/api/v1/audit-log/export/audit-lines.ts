import { decodeAuditCursor } from '#lib/audit/cursor.ts';
import { listAuditEntries } from '#lib/audit/queries/list-entries.ts';
import { AUDIT_COLUMNS, type AuditFilters } from '#lib/audit/schema.ts';
import { prisma } from '#lib/db/prisma.ts';
import { ROW_WRITERS } from '#lib/events/export/export-format.ts';
import type { ExportFormat } from '#lib/events/schema.ts';

const LINES_AT_ONCE = 1000;

/** Every line of the audit log that matches, the newest first, as the parts of a file. Lines are only added, so pages never shift. */
export async function* auditLines(
  filters: AuditFilters,
  format: ExportFormat,
): AsyncGenerator<string, void, undefined> {
  const { head, piece, row } = ROW_WRITERS[format];
  yield head(AUDIT_COLUMNS);
  let cursor: string | null = null;
  do {
    const after: ReturnType<typeof decodeAuditCursor> | null = cursor ? decodeAuditCursor(cursor) : null;
    const page = await listAuditEntries(prisma(), filters, { limit: LINES_AT_ONCE, after });
    yield page.entries
      .map(({ id: _, detail, ...entry }) =>
        row([
          piece(
            Object.fromEntries(
              AUDIT_COLUMNS.map((name) => [name, name === 'detail' ? textOf(detail) : entry[name]]),
            ),
          ),
        ]),
      )
      .join('');
    cursor = page.next;
  } while (cursor !== null);
}

function textOf(detail: Record<string, unknown> | null): string {
  return detail === null ? '' : JSON.stringify(detail);
}
