import { exportFindings } from '#lib/alerts/findings/export/export-findings.ts';
import { namesOf } from '#lib/alerts/findings/loaders.ts';
import { recordAudit } from '#lib/audit/record.ts';
import { auditName } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { scopeKey } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { ROW_WRITERS } from '#lib/events/export/export-format.ts';
import { endpoint, scopeOf } from '../../../handle.ts';
import { parseParameters } from '../../../parameters.ts';
import { sendFile } from '../../../send-file.ts';
import { findingExportParams, toFindingFilters } from '../../finding-params.ts';

/** Every finding that matches, as a file. Each export stands in the audit log. */
export const GET = endpoint(async (request) => {
  const scope = await scopeOf(request);
  const { actor, query, now, signal } = request;
  const { format, ...asked } = parseParameters(findingExportParams, query);
  const named = new URLSearchParams(query);
  named.delete('scope');
  await recordAudit(prisma(), {
    by: auditName(actor),
    action: 'findings.export',
    target: scopeKey(scope),
    detail: { query: named.toString() },
  });
  const parts = exportFindings(
    (work) => readScope(webPool(), scope, work, { signal }),
    namesOf,
    scope,
    toFindingFilters(asked),
    format,
  );
  const name = `trailkeep-findings-${scope.id}-${now.toISOString().slice(0, 10)}.${format}`;
  const { mimeType: type } = ROW_WRITERS[format];
  return sendFile(parts, { name, type, what: 'an export of findings' }, signal);
});
