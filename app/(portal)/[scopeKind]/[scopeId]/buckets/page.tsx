import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { BucketPanel } from '#components/sources/bucket-panel.tsx';
import { LiveRefresh } from '#components/sources/live-refresh.tsx';
import { SourcesPanel } from '#components/sources/sources-panel.tsx';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { loadSources } from '#lib/sources/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Configure buckets' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  /** `source`: the id of the bucket whose settings are in the form. */
  searchParams: Promise<{ source?: string | string[] }>;
};

export default async function BucketsPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const [actor, scope, query] = await Promise.all([
    requireActor(),
    loadScope(scopeKind, scopeId),
    searchParams,
  ]);
  if (!scope.canManage) notFound();
  const now = new Date();
  const [sources, zone] = await Promise.all([loadSources(scope, now), loadViewerZone()]);
  const href = `/${scope.kind}/${scope.id}/buckets`;
  const editing = sources.find(({ id, isBucket }) => isBucket && String(id) === query.source) ?? null;
  return (
    <>
      <TopBar
        title="Configure"
        crumbs={[{ label: scope.name }, { label: 'Aggregated S3 Buckets' }]}
        mobileSubtitle={scope.name}
      >
        <ZoneToggle zone={zone} at={now.toISOString()} />
      </TopBar>
      <PageBody>
        <BucketPanel
          key={editing?.id ?? 'new'}
          scope={{ kind: scope.kind, id: scope.id }}
          editing={editing}
          isAdmin={actor.role === 'admin'}
          href={href}
        />
        <SourcesPanel kind={scope.kind} sources={sources} href={href} zone={zone.zone} now={now} />
        <LiveRefresh busy={sources.some(({ state }) => state === 'collecting')} />
      </PageBody>
    </>
  );
}
