import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { Configure } from '#components/sources/configure.tsx';
import { offeredPlace } from '#components/sources/offered-place.ts';
import { SourcesPanel } from '#components/sources/sources-panel.tsx';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { scopeKey } from '#lib/auth/scope.ts';
import { externalIdOf } from '#lib/sources/external-id.ts';
import { loadConfiguration } from '#lib/sources/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Configure' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  /** `source`: the id of the bucket whose settings are in the form, or `new`, with its bucket, prefix and region. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function BucketsPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const [scope, query] = await Promise.all([loadScope(scopeKind, scopeId), searchParams]);
  const { source } = query;
  if (scope.kind !== 'view' || !scope.canManage) notFound();
  const now = new Date();
  const sourceId = /^\d{1,9}$/.test(String(source)) ? Number(source) : null;
  const [actor, zone, { sources, erasures, editing, waiting }] = await Promise.all([
    requireActor(),
    loadViewerZone(),
    loadConfiguration(scope, sourceId, now),
  ]);
  const href = `/view/${scope.id}/buckets`;
  const zoneToggle = <ZoneToggle zone={zone} at={now.toISOString()} />;
  return (
    <>
      <TopBar
        title="Configure"
        crumbs={[{ label: scope.name }, { label: 'Aggregated S3 Buckets' }]}
        mobileSubtitle={scope.name}
      >
        {zoneToggle}
      </TopBar>
      <PageBody>
        <Configure
          scope={{
            kind: scope.kind,
            id: scope.id,
            href,
            isAdmin: actor.role === 'admin',
            externalId: externalIdOf(scopeKey(scope)),
            offered: offeredPlace(query),
          }}
          editing={editing}
          asked={String(source ?? '')}
          zone={zone.zone}
        >
          <SourcesPanel
            scope={scopeKey(scope)}
            sources={sources}
            erasures={erasures}
            waiting={waiting}
            href={href}
            zone={zone.zone}
            now={now.toISOString()}
          />
        </Configure>
      </PageBody>
    </>
  );
}
