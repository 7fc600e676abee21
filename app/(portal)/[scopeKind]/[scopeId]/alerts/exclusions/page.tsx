import type { Metadata } from 'next';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { ExclusionsReport } from '#components/alerts/exclusions/exclusions-report.tsx';
import { loadExclusions, loadRefused } from '#lib/alerts/exclusions/loaders.ts';
import { exclusionListParams } from '#lib/alerts/exclusions/schema.ts';
import { countOpenFindings } from '#lib/alerts/findings/loaders.ts';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Exclusions' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
};

/** What is left out of the rules of a view or account, and who asks that it be. */
export default async function ExclusionsPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const asked = exclusionListParams.parse(await searchParams);
  const { show } = asked;
  const ruleId = asked.rule === null ? null : Number(asked.rule);
  const actor = await requireActor();
  const [zone, loaded, refused, open] = await Promise.all([
    loadViewerZone(),
    loadExclusions(actor, scope, { show, ruleId }),
    show === 'current' ? loadRefused(actor, scope, ruleId) : [],
    countOpenFindings(scope),
  ]);
  return (
    <AlertsPage scope={scope} title="Exclusions" open={open} zone={zone} now={new Date()}>
      <ExclusionsReport scope={scope} loaded={loaded} refused={refused} params={asked} zone={zone.zone} />
    </AlertsPage>
  );
}
