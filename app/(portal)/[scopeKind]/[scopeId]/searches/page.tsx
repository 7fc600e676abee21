import type { Metadata } from 'next';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { CommonSearches } from '#components/searches/common-searches.tsx';
import { loadScope } from '#lib/auth/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Common Searches' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  /** What is set in the forms: `searches-state.ts`. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SearchesPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const [scope, zone, given] = await Promise.all([
    loadScope(scopeKind, scopeId),
    loadViewerZone(),
    searchParams,
  ]);
  const now = new Date().toISOString();
  const query = new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) => [value ?? []].flat().map((text) => [name, text])),
  );
  return (
    <>
      <TopBar title="Common Searches" crumbs={[{ label: scope.name }]} mobileSubtitle={scope.name}>
        <ZoneToggle zone={zone} at={now} />
      </TopBar>
      <PageBody>
        <CommonSearches
          scope={{ kind: scope.kind, id: scope.id }}
          query={query.toString()}
          clock={{ now, zone: zone.zone }}
        />
      </PageBody>
    </>
  );
}
