import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { ChannelsPanel } from '#components/alerts/channels-panel.tsx';
import { channelExternalId, loadChannels } from '#lib/alerts/deliver/loaders.ts';
import { countOpenFindings } from '#lib/alerts/findings/loaders.ts';
import { isAdmin } from '#lib/auth/actor.ts';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { scopeKey } from '#lib/auth/scope.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Channels' };

type Props = { params: Promise<{ scopeKind: string; scopeId: string }> };

/** How people are told of what the rules of a view or account find; for who manages it. */
export default async function ChannelsPage({ params }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  if (!scope.canManage) notFound();
  const [actor, zone, channels, open] = await Promise.all([
    requireActor(),
    loadViewerZone(),
    loadChannels(scope),
    countOpenFindings(scope),
  ]);
  return (
    <AlertsPage scope={scope} title="Channels" open={open} zone={zone} now={new Date()}>
      <ChannelsPanel
        channels={channels}
        href={`/${scope.kind}/${scope.id}/alerts/channels`}
        place={scopeKey(scope)}
        externalId={channelExternalId(scope)}
        isAdmin={isAdmin(actor)}
        zone={zone.zone}
      />
    </AlertsPage>
  );
}
