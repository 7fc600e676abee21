import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ReadersPanel } from '#components/access/readers-panel.tsx';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { isAdmin } from '#lib/auth/actor.ts';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { readerListOf } from '#lib/users/access-list.ts';
import { listReaders } from '#lib/users/queries/list-readers.ts';

export const metadata: Metadata = { title: 'Access' };

type Props = { params: Promise<{ scopeKind: string; scopeId: string }>; searchParams: Promise<PageParams> };

/** Who may read an account, for its owner and admins; or a view, for admins, who alone say who sees views. */
export default async function AccessPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const [scope, actor, zone] = await Promise.all([
    loadScope(scopeKind, scopeId),
    requireActor(),
    loadViewerZone(),
  ]);
  if (!(scope.kind === 'account' ? scope.canManage : isAdmin(actor))) notFound();
  const path = `/${scope.kind}/${scope.id}/access`;
  const asked = parseListParams(readerListOf(path), await searchParams);
  const place = scope.kind === 'view' ? { view: scope.id } : { account: scope.id };
  const shown = await listReaders(prisma(), place, asked);
  return (
    <>
      <TopBar title="Access" crumbs={[{ label: scope.name }]} mobileSubtitle={scope.name}>
        <ZoneToggle zone={zone} at={new Date().toISOString()} />
      </TopBar>
      <PageBody>
        <ReadersPanel path={path} kind={scope.kind} shown={shown} params={asked} zone={zone.zone} />
      </PageBody>
    </>
  );
}
