import type { Metadata } from 'next';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { ExclusionsReport } from '#components/alerts/exclusions/exclusions-report.tsx';
import { loadExclusionChoices, loadExclusions, loadRefused } from '#lib/alerts/exclusions/loaders.ts';
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
  const actor = await requireActor();
  const firstCurrent = asked.show === 'current' && asked.after === '';
  const [zone, loaded, refused, choices, open] = await Promise.all([
    loadViewerZone(),
    loadExclusions(actor, scope, asked),
    firstCurrent ? loadRefused(actor, scope, asked.rule) : [],
    loadExclusionChoices(actor, scope),
    countOpenFindings(scope),
  ]);
  return (
    <AlertsPage scope={scope} title="Exclusions" open={open} zone={zone} now={new Date()}>
      <ExclusionsReport
        scope={scope}
        loaded={loaded}
        refused={refused}
        choices={choices}
        params={asked}
        zone={zone.zone}
      />
    </AlertsPage>
  );
}
