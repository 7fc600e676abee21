import { recordAudit } from '#lib/audit/record.ts';
import { auditName } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { scopeKey } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { parseExportQuery } from '#lib/events/api-query.ts';
import { exportEvents } from '#lib/events/export/export-events.ts';
import { exportFileName, ROW_WRITERS } from '#lib/events/export/export-format.ts';
import { endpoint, scopeOf } from '../handle.ts';
import { sendFile } from '../send-file.ts';

/** Every event that matches, newest first, as a file: streamed, however many there are. Each export stands in the audit log. */
export const GET = endpoint(async (request) => {
  const scope = await scopeOf(request);
  const { actor, query, now, signal } = request;
  const { search, format } = parseExportQuery(query, { now });
  const asked = new URLSearchParams(query);
  asked.delete('scope');
  await recordAudit(prisma(), {
    by: auditName(actor),
    action: 'events.export',
    target: scopeKey(scope),
    detail: { query: asked.toString() },
  });
  const parts = exportEvents(
    (work) => readScope(webPool(), scope, work, { signal }),
    scope,
    search.filters,
    format,
  );
  const name = exportFileName(scope, search.filters, format);
  return sendFile(parts, { name, type: ROW_WRITERS[format].mimeType, what: 'an export' }, signal);
});
