import type { Metadata } from 'next';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { NewPlaces } from '#components/searches/new-places.tsx';
import { NewPlacesPeriod } from '#components/searches/new-places-period.tsx';
import { listAccountNames } from '#lib/accounts/queries/account-names.ts';
import { loadScope } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { parseEventSearch } from '#lib/events/url.ts';
import { listNewPlaces } from '#lib/searches/queries/list-new-places.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'New regions and countries' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  /** `preset`, or `from` and `to`, as in Events. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function NewPlacesPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const [scope, zone, given] = await Promise.all([
    loadScope(scopeKind, scopeId),
    loadViewerZone(),
    searchParams,
  ]);
  const now = new Date();
  const { range, filters } = parseEventSearch(given, { now, zone: zone.zone });
  const [places, accountNames] = await readScope(webPool(), scope, async (db) => [
    await listNewPlaces(db, scope, filters),
    await listAccountNames(db, scope),
  ]);
  const base = `/${scope.kind}/${scope.id}`;
  const period = { range, zone: zone.zone, now: now.toISOString() };
  return (
    <>
      <TopBar
        title="New regions and countries"
        crumbs={[{ label: scope.name }, { label: 'Common Searches', href: `${base}/searches` }]}
        mobileSubtitle={scope.name}
      >
        <NewPlacesPeriod {...period} />
        <ZoneToggle zone={zone} at={period.now} />
      </TopBar>
      <PageBody>
        <div className="px-4 pt-3 md:hidden">
          <NewPlacesPeriod {...period} nameOnly />
        </div>
        <NewPlaces
          places={places}
          accountNames={accountNames}
          eventsHref={`${base}/events`}
          zone={zone.zone}
        />
      </PageBody>
    </>
  );
}
