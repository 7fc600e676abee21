import type { Metadata } from 'next';
import { EventsReport } from '#components/events/events-report.tsx';
import { listAccountNames } from '#lib/accounts/queries/account-names.ts';
import { loadScope } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { getFreshness } from '#lib/events/queries/get-freshness.ts';
import { listSources } from '#lib/sources/queries/list-sources.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Events' };

type Props = { params: Promise<{ scopeKind: string; scopeId: string }> };

/**
 * The frame of the report. What is counted comes through the API: so it can be cancelled, asked again, and stay on
 * the screen while the next answer is on its way, and the URL changes without a trip to the server.
 */
export default async function EventsPage({ params }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const now = new Date();
  const [zone, { accountNames, sources, freshness }] = await Promise.all([
    loadViewerZone(),
    readScope(webPool(), scope, async (db) => ({
      accountNames: await listAccountNames(db, scope),
      sources: await listSources(db, scope, now),
      freshness: await getFreshness(db, scope, now),
    })),
  ]);
  const configures = scope.kind === 'view' && scope.canManage;
  return (
    <EventsReport
      scope={{
        kind: scope.kind,
        id: scope.id,
        name: scope.name,
        accounts: scope.accountIds.length,
        canManage: scope.canManage,
      }}
      href={`/${scope.kind}/${scope.id}/events`}
      now={now.toISOString()}
      zone={zone}
      accountNames={accountNames}
      sources={sources}
      freshness={freshness}
      configureHref={configures ? `/${scope.kind}/${scope.id}/buckets` : null}
    />
  );
}
