import type { Metadata } from 'next';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { LogSourcesPanel } from '#components/log-sources/log-sources-panel.tsx';
import { LogSourcesToolbar } from '#components/log-sources/log-sources-toolbar.tsx';
import { PortalFrame } from '#components/views/portal-frame.tsx';
import { requireActor } from '#lib/auth/loaders.ts';
import { loadLogSources } from '#lib/sources/log-source-loaders.ts';
import { logSourceParams } from '#lib/sources/log-sources.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Log sources' };

type Props = { searchParams: Promise<Record<string, string | string[]>> };

export default async function LogSourcesPage({ searchParams }: Props) {
  const actor = await requireActor();
  const now = new Date();
  const params = logSourceParams.parse(await searchParams);
  const [shown, zone] = await Promise.all([loadLogSources(actor, params, now), loadViewerZone()]);
  const at = now.toISOString();
  return (
    <PortalFrame actor={actor} scope={null}>
      <TopBar title="Log sources">
        <ZoneToggle zone={zone} at={at} />
      </TopBar>
      <PageBody>
        {shown.all > 0 && <LogSourcesToolbar params={params} states={shown.states} />}
        <LogSourcesPanel shown={shown} params={params} zone={zone.zone} now={at} />
      </PageBody>
    </PortalFrame>
  );
}
