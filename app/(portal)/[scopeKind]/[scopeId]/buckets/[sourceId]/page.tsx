import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { LedgerReport } from '#components/ledger/ledger-report.tsx';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { loadLedger } from '#lib/ledger/loaders.ts';
import { ledgerPageParams } from '#lib/ledger/page-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Log source' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string; sourceId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
};

/** The ledger of one log source of a view or account, for those who manage it. */
export default async function LedgerPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId, sourceId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  if (!/^\d{1,9}$/.test(sourceId)) notFound();
  const now = new Date();
  const asked = ledgerPageParams.parse(await searchParams);
  const [actor, zone, ledger] = await Promise.all([
    requireActor(),
    loadViewerZone(),
    loadLedger(scope, Number(sourceId), asked, now),
  ]);
  if (!ledger) notFound();
  const bucketsHref = scope.kind === 'view' ? `/view/${scope.id}/buckets` : null;
  return (
    <>
      <TopBar
        title={ledger.source.name}
        crumbs={[
          { label: scope.name },
          ...(bucketsHref ? [{ label: 'Aggregated S3 Buckets', href: bucketsHref }] : []),
        ]}
        mobileSubtitle={scope.name}
      >
        <ZoneToggle zone={zone} at={now.toISOString()} />
      </TopBar>
      <PageBody>
        <LedgerReport
          scope={{ kind: scope.kind, id: scope.id }}
          ledger={ledger}
          params={asked}
          canAdd={actor.role === 'admin'}
          settingsHref={bucketsHref && `${bucketsHref}?source=${sourceId}`}
          zone={zone.zone}
          now={now}
        />
      </PageBody>
    </>
  );
}
