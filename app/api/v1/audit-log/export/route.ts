import { recordAudit } from '#lib/audit/record.ts';
import { auditName, requireAdmin } from '#lib/auth/actor.ts';
import { prisma } from '#lib/db/prisma.ts';
import { ROW_WRITERS } from '#lib/events/export/export-format.ts';
import { endpoint } from '../../handle.ts';
import { parseParameters } from '../../parameters.ts';
import { sendFile } from '../../send-file.ts';
import { auditExportParams, toAuditFilters } from '../audit-params.ts';
import { auditLines } from './audit-lines.ts';

/** Every line of the audit log that matches, as a file; for admins. The export stands in the log as well. */
export const GET = endpoint(async ({ actor, query, now, signal }) => {
  requireAdmin(actor, 'export the audit log');
  const { format, ...params } = parseParameters(auditExportParams, query);
  const target = 'audit log';
  await recordAudit(prisma(), {
    by: auditName(actor),
    action: 'audit.export',
    target,
    detail: { query: query.toString() },
  });
  const filters = toAuditFilters(params);
  const parts = auditLines({ ...filters, to: filters.to ?? now }, format);
  const name = `trailkeep-audit-log-${now.toISOString().slice(0, 10)}.${format}`;
  const { mimeType: type } = ROW_WRITERS[format];
  return sendFile(parts, { name, type, what: 'an export of the audit log' }, signal);
});
