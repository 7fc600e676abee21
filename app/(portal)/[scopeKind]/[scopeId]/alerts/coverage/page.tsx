import type { Metadata } from 'next';
import { z } from 'zod';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { CoverageReport } from '#components/alerts/coverage/coverage-report.tsx';
import { loadCoverage } from '#lib/alerts/coverage/loaders.ts';
import { COVERAGE_SHOWS } from '#lib/alerts/coverage/schema.ts';
import { countOpenFindings } from '#lib/alerts/findings/loaders.ts';
import { loadScope } from '#lib/auth/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Coverage' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
};

const shown = z.enum(COVERAGE_SHOWS).catch('all');

/** What the rules of a view or account watch, and whether there was anything to see. */
export default async function CoveragePage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const { show } = await searchParams;
  const now = new Date();
  const [zone, coverage, open] = await Promise.all([
    loadViewerZone(),
    loadCoverage(scope, now),
    countOpenFindings(scope),
  ]);
  return (
    <AlertsPage scope={scope} title="Coverage" open={open} zone={zone} now={now}>
      <CoverageReport
        coverage={coverage}
        show={shown.parse(show)}
        href={`/${scope.kind}/${scope.id}/alerts`}
        zone={zone.zone}
      />
    </AlertsPage>
  );
}
