import type { Metadata } from 'next';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { AuditExport } from '#components/audit/audit-export.tsx';
import { AuditPanel } from '#components/audit/audit-panel.tsx';
import { AuditToolbar } from '#components/audit/audit-toolbar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { type AuditPosition, decodeAuditCursor } from '#lib/audit/cursor.ts';
import { auditExportHref, auditPageParams } from '#lib/audit/page-params.ts';
import { listAuditActions, listAuditEntries } from '#lib/audit/queries/list-entries.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { parseEventSearch } from '#lib/events/url.ts';
import { LIST_ROWS, type PageParams } from '#lib/lists/list-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditLogPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  await requireAdminActor();
  const [given, zone] = await Promise.all([searchParams, loadViewerZone()]);
  const now = new Date();
  const { preset, from, to, ...rest } = given;
  const search = parseEventSearch({ preset, from, to }, { now, zone: zone.zone });
  const params = auditPageParams.parse(rest);
  const { person, action, target, result } = params;
  // What happens from now on is not in the export either: it begins with itself.
  const filters = { from: search.filters.from, to: search.filters.to, person, action, target, result };
  const [page, actions] = await Promise.all([
    listAuditEntries(prisma(), filters, { limit: LIST_ROWS, after: positionOf(params.after) }),
    listAuditActions(prisma(), filters),
  ]);
  const shown = { params, range: search.range, zone: zone.zone, now: now.toISOString() };
  return (
    <AdminPage title="Audit log" tools={<ZoneToggle zone={zone} at={shown.now} />}>
      <AuditToolbar {...shown} actions={actions}>
        <AuditExport
          csvHref={auditExportHref(filters, 'csv')}
          ndjsonHref={auditExportHref(filters, 'ndjson')}
        />
      </AuditToolbar>
      <AuditPanel {...shown} page={page} />
    </AdminPage>
  );
}

/** Junk in a URL is the newest page. */
function positionOf(cursor: string): AuditPosition | null {
  if (!cursor) return null;
  try {
    return decodeAuditCursor(cursor);
  } catch (error) {
    if (error instanceof TrailkeepError) return null;
    throw error;
  }
}
