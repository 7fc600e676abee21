import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AdminPage } from '#components/admin/admin-page.tsx';
import { GrantsPanel } from '#components/admin/grants-panel.tsx';
import { PersonFacts } from '#components/admin/person-facts.tsx';
import { PersonPanel } from '#components/admin/person-panel.tsx';
import { PersonTokensPanel } from '#components/admin/person-tokens-panel.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { prisma } from '#lib/db/prisma.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { grantListOf } from '#lib/users/grant-list.ts';
import { requireAdminActor } from '#lib/users/loaders.ts';
import { findPerson } from '#lib/users/queries/find-person.ts';
import { listGrantsOfPerson } from '#lib/users/queries/list-grants.ts';
import { listTokensOf } from '#lib/users/queries/list-tokens.ts';

export const metadata: Metadata = { title: 'User' };

type Props = { params: Promise<{ userId: string }>; searchParams: Promise<PageParams> };

export default async function PersonPage({ params, searchParams }: Props) {
  await requireAdminActor();
  const person = await findPerson(prisma(), (await params).userId);
  if (!person) notFound();
  const asked = parseListParams(grantListOf(`/admin/users/${person.id}`), await searchParams);
  const [grants, tokens, zone] = await Promise.all([
    listGrantsOfPerson(prisma(), person.id, asked),
    listTokensOf(prisma(), person.id),
    loadViewerZone(),
  ]);
  return (
    <AdminPage
      title={person.name}
      crumbs={[{ label: 'Users', href: '/admin/users' }]}
      tools={<ZoneToggle zone={zone} at={new Date().toISOString()} />}
    >
      <PersonPanel person={person} facts={<PersonFacts person={person} zone={zone.zone} />} />
      <GrantsPanel person={person} shown={grants} params={asked} zone={zone.zone} />
      {tokens.length > 0 && <PersonTokensPanel tokens={tokens} zone={zone.zone} />}
    </AdminPage>
  );
}
