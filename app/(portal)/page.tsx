import type { Metadata } from 'next';
import { AccountsPanel } from '#components/home/accounts-panel.tsx';
import { DiscoveredPanel } from '#components/home/discovered-panel.tsx';
import { NothingYet } from '#components/home/nothing-yet.tsx';
import { ViewsPanel } from '#components/home/views-panel.tsx';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { PortalFrame } from '#components/views/portal-frame.tsx';
import { loadHome } from '#lib/accounts/loaders.ts';
import { requireActor } from '#lib/auth/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Home' };

export default async function HomePage() {
  const actor = await requireActor();
  const now = new Date();
  const [home, zone] = await Promise.all([loadHome(actor, now), loadViewerZone()]);
  const isAdmin = actor.role === 'admin';
  const times = { zone: zone.zone, now };
  const choices = isAdmin
    ? {
        discovered: home.discovered.map(({ id }) => id),
        views: home.views.map(({ slug, name }) => ({ slug, name })),
      }
    : null;
  const nothing = home.views.length + home.accounts.length === 0;
  return (
    <PortalFrame actor={actor} scope={null}>
      <TopBar title="Home">
        {!nothing && <ZoneToggle zone={zone} at={now.toISOString()} className="max-md:mr-3" />}
      </TopBar>
      <PageBody>
        {nothing ? (
          <NothingYet isAdmin={isAdmin} />
        ) : (
          <>
            {(isAdmin || home.views.length > 0) && (
              <ViewsPanel views={home.views} canCreate={isAdmin} {...times} />
            )}
            {(isAdmin || home.accounts.length > 0) && (
              <AccountsPanel accounts={home.accounts} choices={choices} {...times} />
            )}
            {home.discovered.length > 0 && (
              <DiscoveredPanel accounts={home.discovered} canAdd={isAdmin} {...times} />
            )}
          </>
        )}
      </PageBody>
    </PortalFrame>
  );
}
