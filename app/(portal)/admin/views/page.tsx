import type { Metadata } from 'next';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { ListToolbar } from '#components/admin/list-toolbar.tsx';
import { ViewsPanel } from '#components/admin/views-panel.tsx';
import { CreateView } from '#components/home/create-view.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { prisma } from '#lib/db/prisma.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';
import { listViews } from '#lib/views/queries/list-views.ts';
import { VIEW_LIST } from '#lib/views/view-list.ts';

export const metadata: Metadata = { title: 'Views' };

export default async function ViewsPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  await requireAdminActor();
  const params = parseListParams(VIEW_LIST, await searchParams);
  const [shown, zone] = await Promise.all([listViews(prisma(), params), loadViewerZone()]);
  return (
    <AdminPage title="Views" tools={<ZoneToggle zone={zone} at={new Date().toISOString()} />}>
      <ListToolbar spec={VIEW_LIST} params={params} label="Search views" placeholder="Name">
        <CreateView variant="primary" />
      </ListToolbar>
      <ViewsPanel shown={shown} params={params} zone={zone.zone} />
    </AdminPage>
  );
}
