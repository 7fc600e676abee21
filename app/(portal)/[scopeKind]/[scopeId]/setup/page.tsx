import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { Setup } from '#components/setup/setup.tsx';
import { loadScope } from '#lib/auth/loaders.ts';
import { scopeKey } from '#lib/auth/scope.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Setup' };

type Props = { params: Promise<{ scopeKind: string; scopeId: string }> };

export default async function SetupPage({ params }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  if (!scope.canManage) notFound();
  const zone = await loadViewerZone();
  const now = new Date();
  const base = `/${scope.kind}/${scope.id}`;
  return (
    <>
      <TopBar title="Setup" crumbs={[{ label: scope.name }]} mobileSubtitle={scope.name}>
        <ZoneToggle zone={zone} at={now.toISOString()} />
      </TopBar>
      <PageBody>
        <Setup
          scope={scopeKey(scope)}
          href={`${base}/setup`}
          configureHref={`${base}/buckets`}
          first={{}}
          buckets={[]}
        >
          <p>sources</p>
        </Setup>
      </PageBody>
    </>
  );
}
