import type { Metadata } from 'next';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { RulesReport } from '#components/alerts/rules-report.tsx';
import { loadChannels } from '#lib/alerts/deliver/loaders.ts';
import { countOpenFindings } from '#lib/alerts/findings/loaders.ts';
import { loadRules } from '#lib/alerts/scope-rules/loaders.ts';
import { loadScope } from '#lib/auth/loaders.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Rules' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  /** `q` is what is searched for in names and descriptions. */
  searchParams: Promise<Record<string, string | string[]>>;
};

/** The rules of a view or account, built-in ones and its own. */
export default async function RulesPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const { q } = await searchParams;
  const [zone, rules, channels, open] = await Promise.all([
    loadViewerZone(),
    loadRules(scope),
    loadChannels(scope),
    countOpenFindings(scope),
  ]);
  return (
    <AlertsPage scope={scope} title="Rules" open={open} zone={zone} now={new Date()}>
      <RulesReport
        scope={scope}
        rules={rules}
        channels={channels.map(({ id, name }) => ({ id, name }))}
        q={[q ?? ''].flat()[0] ?? ''}
        zone={zone.zone}
      />
    </AlertsPage>
  );
}
