import { decodeAuditCursor } from '#lib/audit/cursor.ts';
import { listAuditEntries } from '#lib/audit/queries/list-entries.ts';
import { requireAdmin } from '#lib/auth/actor.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint } from '../handle.ts';
import { parseParameters } from '../parameters.ts';
import { auditLogParams, toAuditFilters } from './audit-params.ts';

/** The audit log, the newest lines first; for admins. */
export const GET = endpoint(async ({ actor, query }) => {
  requireAdmin(actor, 'read the audit log');
  const { limit, cursor, ...params } = parseParameters(auditLogParams, query);
  const after = cursor ? decodeAuditCursor(cursor) : null;
  return listAuditEntries(prisma(), toAuditFilters(params), { limit, after });
});
