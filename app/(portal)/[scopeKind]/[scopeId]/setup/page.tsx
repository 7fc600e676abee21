import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { AccountSetup } from '#components/setup/account-setup.tsx';
import { ViewSetup } from '#components/setup/view-setup.tsx';
import { offeredPlace } from '#components/sources/offered-place.ts';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { loadConfiguration } from '#lib/sources/loaders.ts';
import { loadBackfills } from '#lib/sources/setup-loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Setup' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  /** Of an account, `source`: the id of the bucket whose settings are in the form, or `new`, with its bucket and prefix. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SetupPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const [scope, query] = await Promise.all([loadScope(scopeKind, scopeId), searchParams]);
  const { source } = query;
  if (!scope.canManage) notFound();
  const now = new Date();
  const sourceId = /^\d{1,9}$/.test(String(source)) ? Number(source) : null;
  const [actor, zone, configuration, backfills] = await Promise.all([
    requireActor(),
    loadViewerZone(),
    loadConfiguration(scope, sourceId, now),
    loadBackfills(scope, now),
  ]);
  const shared = { scope, ...configuration, backfills, zone: zone.zone, now };
  return (
    <>
      <TopBar title="Setup" crumbs={[{ label: scope.name }]} mobileSubtitle={scope.name}>
        <ZoneToggle zone={zone} at={now.toISOString()} />
      </TopBar>
      <PageBody>
        {scope.kind === 'view' ? (
          <ViewSetup {...shared} />
        ) : (
          <AccountSetup
            {...shared}
            actor={actor}
            asked={String(source ?? '')}
            offered={offeredPlace(query)}
          />
        )}
      </PageBody>
    </>
  );
}
