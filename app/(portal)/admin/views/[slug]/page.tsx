import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { HoldersPanel } from '#components/admin/holders-panel.tsx';
import { MembersPanel } from '#components/admin/members-panel.tsx';
import { ViewDetailsPanel } from '#components/admin/view-details-panel.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { prisma } from '#lib/db/prisma.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { countViewLosses } from '#lib/sources/delete-view.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { grantListOf } from '#lib/users/grant-list.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';
import { listHolders } from '#lib/users/queries/list-grants.ts';
import { findView, listMembers } from '#lib/views/queries/list-views.ts';
import { memberListOf } from '#lib/views/view-list.ts';

export const metadata: Metadata = { title: 'View' };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<PageParams> };

export default async function ViewPage({ params, searchParams }: Props) {
  await requireAdminActor();
  const view = await findView(prisma(), (await params).slug);
  if (!view) notFound();
  const { slug, name } = view;
  const said = await searchParams;
  const asked = parseListParams(memberListOf(slug), said);
  const askedPeople = parseListParams(grantListOf(`/admin/views/${slug}`), said);
  const [members, holders, losses, zone] = await Promise.all([
    listMembers(prisma(), slug, asked),
    listHolders(prisma(), { view: slug }, askedPeople),
    countViewLosses(prisma(), slug),
    loadViewerZone(),
  ]);
  return (
    <AdminPage
      title={name}
      crumbs={[{ label: 'Views', href: '/admin/views' }]}
      tools={<ZoneToggle zone={zone} at={new Date().toISOString()} />}
    >
      <ViewDetailsPanel view={view} losses={losses} zone={zone.zone} />
      <MembersPanel view={view} shown={members} params={asked} />
      <HoldersPanel
        place={{ kind: 'view', id: slug, name }}
        shown={holders}
        params={askedPeople}
        zone={zone.zone}
      />
    </AdminPage>
  );
}
