import type { Metadata } from 'next';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { FindingsReport } from '#components/alerts/findings-report.tsx';
import { loadFindingExclusions } from '#lib/alerts/exclusions/loaders.ts';
import { loadAssignees, loadFinding, loadFindings } from '#lib/alerts/findings/loaders.ts';
import { findingPageParams } from '#lib/alerts/findings/page-params.ts';
import { loadRules } from '#lib/alerts/scope-rules/loaders.ts';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Alerts' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
};

/** What the rules found in a view or account. */
export default async function FindingsPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const asked = findingPageParams.parse(await searchParams);
  const now = new Date();
  const [zone, page, people, rules] = await Promise.all([
    loadViewerZone(),
    loadFindings(scope, asked),
    loadAssignees(scope),
    loadRules(scope),
  ]);
  const selected = asked.finding ?? page.findings[0]?.id ?? null;
  const finding = selected === null ? null : await loadFinding(scope, selected);
  const exclusions = finding
    ? await loadFindingExclusions(await requireActor(), scope, finding)
    : { right: null, rows: [] };
  return (
    <AlertsPage scope={scope} title="Alerts" open={page.counts.open} zone={zone} now={now}>
      <FindingsReport
        scope={scope}
        page={page}
        finding={finding}
        params={asked}
        rules={rules}
        people={people}
        exclusions={exclusions}
        zone={zone.zone}
      />
    </AlertsPage>
  );
}
