import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { DeliveriesPanel } from '#components/alerts/deliveries-panel.tsx';
import { loadChannel } from '#lib/alerts/deliver/loaders.ts';
import { countOpenFindings } from '#lib/alerts/findings/loaders.ts';
import { loadScope } from '#lib/auth/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Channel' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string; channelId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
};

const cursor = z
  .string()
  .regex(/^\d{1,18}$/)
  .optional()
  .catch(undefined);

/** What a channel was sent; for who manages its view or account. */
export default async function ChannelPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId, channelId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const before = cursor.parse((await searchParams).before);
  const [loaded, zone, open] = await Promise.all([
    loadChannel(scope, channelId, before),
    loadViewerZone(),
    countOpenFindings(scope),
  ]);
  if (!loaded) notFound();
  return (
    <AlertsPage scope={scope} title={loaded.channel.name} open={open} zone={zone} now={new Date()}>
      <DeliveriesPanel {...loaded} scope={scope} isFirst={before === undefined} zone={zone.zone} />
    </AlertsPage>
  );
}
