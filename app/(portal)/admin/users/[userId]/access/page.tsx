import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ReachPanel } from '#components/access/reach-panel.tsx';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { prisma } from '#lib/db/prisma.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { reachListOf } from '#lib/users/access-list.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';
import { findPerson } from '#lib/users/queries/find-person.ts';
import { listReach } from '#lib/users/queries/list-reach.ts';

export const metadata: Metadata = { title: 'What a person can see' };

type Props = { params: Promise<{ userId: string }>; searchParams: Promise<PageParams> };

export default async function ReachPage({ params, searchParams }: Props) {
  await requireAdminActor();
  const person = await findPerson(prisma(), (await params).userId);
  if (!person) notFound();
  const asked = parseListParams(reachListOf(person.id), await searchParams);
  const [shown, zone] = await Promise.all([listReach(prisma(), person.id, asked), loadViewerZone()]);
  return (
    <AdminPage
      title={`What ${person.name} can see`}
      crumbs={[
        { label: 'Users', href: '/admin/users' },
        { label: person.name, href: `/admin/users/${person.id}` },
      ]}
      tools={<ZoneToggle zone={zone} at={new Date().toISOString()} />}
    >
      <ReachPanel person={person} shown={shown} params={asked} zone={zone.zone} />
    </AdminPage>
  );
}
