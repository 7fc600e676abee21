import type { Metadata } from 'next';
import { ListToolbar } from '#components/admin/list-toolbar.tsx';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { LogSourcesPanel } from '#components/log-sources/log-sources-panel.tsx';
import { STATE_WORDS } from '#components/log-sources/state-words.ts';
import { PortalFrame } from '#components/views/portal-frame.tsx';
import { requireActor } from '#lib/auth/loaders.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { type PageParams, parseListParams } from '#lib/lists/list-params.ts';
import { loadLogSources } from '#lib/sources/log-source-loaders.ts';
import { LOG_SOURCE_LIST } from '#lib/sources/log-sources.ts';
import { SOURCE_STATES } from '#lib/sources/source-status.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Log sources' };

type Props = { searchParams: Promise<PageParams> };

export default async function LogSourcesPage({ searchParams }: Props) {
  const actor = await requireActor();
  const now = new Date();
  const params = parseListParams(LOG_SOURCE_LIST, await searchParams);
  const [shown, zone] = await Promise.all([loadLogSources(actor, params, now), loadViewerZone()]);
  const at = now.toISOString();
  return (
    <PortalFrame actor={actor} scope={null}>
      <TopBar title="Log sources">
        <ZoneToggle zone={zone} at={at} />
      </TopBar>
      <PageBody>
        {shown.all > 0 && (
          <ListToolbar
            spec={LOG_SOURCE_LIST}
            params={params}
            label="Search log sources"
            placeholder="Bucket, folder, view, account or its number"
            filterLabel="Status"
            filters={SOURCE_STATES.map((state) => ({
              value: state,
              label: `${STATE_WORDS[state]} (${formatCount(shown.states[state])})`,
            }))}
          />
        )}
        <LogSourcesPanel shown={shown} params={params} zone={zone.zone} now={at} />
      </PageBody>
    </PortalFrame>
  );
}
