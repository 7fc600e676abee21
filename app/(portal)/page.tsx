import type { Metadata } from 'next';
import { AccountsPanel } from '#components/home/accounts-panel.tsx';
import { DiscoveredPanel } from '#components/home/discovered-panel.tsx';
import { HomeOrder } from '#components/home/home-order.tsx';
import { HomeSearchBox } from '#components/home/home-search-box.tsx';
import { NothingYet } from '#components/home/nothing-yet.tsx';
import { ViewsPanel } from '#components/home/views-panel.tsx';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { PortalFrame } from '#components/views/portal-frame.tsx';
import { OFFERED_SCOPES } from '#components/views/prepare-nav.ts';
import { parseHomeSearch } from '#lib/accounts/home-search.ts';
import { loadHealth, loadHome } from '#lib/accounts/loaders.ts';
import { pageHome } from '#lib/accounts/prepare-home.ts';
import { loadOpenByPlace } from '#lib/alerts/findings/loaders.ts';
import { worstFirst } from '#lib/alerts/findings/open-findings.ts';
import { requireActor } from '#lib/auth/loaders.ts';
import { resolveReach, toScopeList } from '#lib/auth/resolve-reach.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

/** So many of the accounts found, the busiest, the add dialog suggests; any other can be typed. */
const MOST_OFFERED = 200;

export const metadata: Metadata = { title: 'Home' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function HomePage({ searchParams }: Props) {
  const actor = await requireActor();
  const search = parseHomeSearch(await searchParams);
  const now = new Date();
  const reach = await resolveReach(actor);
  const [home, findings, zone] = await Promise.all([
    loadHome(reach, now),
    loadOpenByPlace(reach),
    loadViewerZone(),
  ]);
  const isAdmin = actor.role === 'admin';
  const page = pageHome(home, search, {
    views: worstFirst(findings.views, ({ slug }) => slug),
    accounts: worstFirst(findings.accounts, ({ id }) => id),
  });
  const health = await loadHealth(reach, page.accounts.items, home);
  const view = { search, zone: zone.zone, now };
  const choices = isAdmin
    ? {
        discovered: home.discovered
          .toSorted((a, b) => b.events - a.events)
          .slice(0, MOST_OFFERED)
          .map(({ id }) => id),
        views: home.views.map(({ slug, name }) => ({ slug, name })),
      }
    : null;
  const nothing = home.views.length + home.accounts.length === 0;
  return (
    <PortalFrame actor={actor} scope={null} scopes={toScopeList(reach, { limit: OFFERED_SCOPES + 1 })}>
      <TopBar title="Home">
        {!nothing && <HomeSearchBox search={search} className="max-w-[320px] flex-1" />}
        {!nothing && <ZoneToggle zone={zone} at={now.toISOString()} className="max-md:mr-3" />}
      </TopBar>
      {!nothing && (
        <div className="flex gap-2 border-b border-line bg-surface px-4 py-2 md:hidden">
          <HomeSearchBox search={search} className="min-w-0 flex-1" />
          <HomeOrder search={search} />
        </div>
      )}
      <PageBody>
        {nothing ? (
          <NothingYet isAdmin={isAdmin} />
        ) : (
          <>
            {(isAdmin || home.views.length > 0) && (
              <ViewsPanel page={page.views} findings={findings.views} canCreate={isAdmin} view={view} />
            )}
            {(isAdmin || home.accounts.length > 0) && (
              <AccountsPanel
                page={page.accounts}
                findings={findings.accounts}
                health={health}
                choices={choices}
                view={view}
              />
            )}
            {page.discovered.matching > 0 && (
              <DiscoveredPanel page={page.discovered} canAdd={isAdmin} view={view} />
            )}
          </>
        )}
      </PageBody>
    </PortalFrame>
  );
}
