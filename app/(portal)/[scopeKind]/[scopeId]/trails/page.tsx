import type { Metadata } from 'next';
import { TrailsReport } from '#components/trails/trails-report.tsx';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';
import { loadTrails } from '#lib/trails/loaders.ts';

export const metadata: Metadata = { title: 'List of Trails' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  /** `credentials`: the number of the account whose credentials are to be set. */
  searchParams: Promise<{ credentials?: string | string[] }>;
};

export default async function TrailsPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const [scope, actor, { credentials }] = await Promise.all([
    loadScope(scopeKind, scopeId),
    requireActor(),
    searchParams,
  ]);
  const now = new Date();
  const accountId = /^\d{12}$/.test(String(credentials)) ? String(credentials) : null;
  const [zone, page] = await Promise.all([loadViewerZone(), loadTrails(scope, actor, accountId, now)]);
  return (
    <TrailsReport
      scope={{ kind: scope.kind, id: scope.id, name: scope.name, canManage: scope.canManage }}
      {...page}
      isAdmin={actor.role === 'admin'}
      zone={zone}
      now={now.toISOString()}
    />
  );
}
