import type { Metadata } from 'next';
import { SummaryReport } from '#components/summary/summary-report.tsx';
import { loadScope } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { getFreshness } from '#lib/events/queries/get-freshness.ts';
import { listSources } from '#lib/sources/queries/list-sources.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Summary' };

type Props = { params: Promise<{ scopeKind: string; scopeId: string }> };

/** The frame of the summary; its counts come through the API, as those of Events do. */
export default async function SummaryPage({ params }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const now = new Date();
  const [zone, { sources, freshness }] = await Promise.all([
    loadViewerZone(),
    readScope(webPool(), scope, async (db) => ({
      sources: await listSources(db, scope, now),
      freshness: await getFreshness(db, scope, now),
    })),
  ]);
  const base = `/${scope.kind}/${scope.id}`;
  return (
    <SummaryReport
      scope={{ kind: scope.kind, id: scope.id, name: scope.name, accounts: scope.accountIds.length }}
      eventsHref={`${base}/events`}
      trailsHref={`${base}/trails`}
      now={now.toISOString()}
      zone={zone}
      sources={sources}
      freshness={freshness}
      configureHref={scope.kind === 'view' && scope.canManage ? `${base}/buckets` : null}
    />
  );
}
