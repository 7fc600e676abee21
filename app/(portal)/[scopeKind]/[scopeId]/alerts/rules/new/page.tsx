import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { Workbench } from '#components/alerts/workbench/workbench.tsx';
import { parseEventRef } from '#components/events/page-state.ts';
import { listAccountNames } from '#lib/accounts/queries/account-names.ts';
import { loadChannels } from '#lib/alerts/deliver/loaders.ts';
import { countOpenFindings } from '#lib/alerts/findings/loaders.ts';
import { loadCopy, loadRuleOfEvent } from '#lib/alerts/scope-rules/load-start.ts';
import { blankRule, type NewRuleStart, ruleOfView } from '#lib/alerts/scope-rules/rule-start.ts';
import { asNotFound } from '#lib/auth/as-not-found.ts';
import { loadScope } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { parseEventSearch } from '#lib/events/url.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'New rule' };

type Query = Record<string, string | string[]>;
type Props = {
  params: Promise<{ scopeKind: string; scopeId: string }>;
  /** `copy`: the key of a rule. `like`: an event as `parseEventRef` reads it. Otherwise a search of the Events report, or nothing. */
  searchParams: Promise<Query>;
};

/** Makes a rule of a view or account, for who manages it: from nothing, the Events report, an event or another rule. */
export default async function NewRulePage({ params, searchParams }: Props) {
  const { scopeKind, scopeId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  if (!scope.canManage) notFound();
  const now = new Date();
  const [start, zone, channels, open, accountNames] = await Promise.all([
    startOf(scope, await searchParams, now).catch(asNotFound),
    loadViewerZone(),
    loadChannels(scope),
    countOpenFindings(scope),
    readScope(webPool(), scope, (db) => listAccountNames(db, scope)),
  ]);
  return (
    <AlertsPage scope={scope} title="New rule" open={open} zone={zone} now={now}>
      <Workbench
        scope={{ kind: scope.kind, id: scope.id }}
        base={`/${scope.kind}/${scope.id}`}
        ruleKey={null}
        start={{ ...start, mode: 'silent', told: [] }}
        changedAt={null}
        channels={channels.map(({ id, name }) => ({ id, name }))}
        accountNames={accountNames}
        now={now.toISOString()}
        zone={zone.zone}
      />
    </AlertsPage>
  );
}

async function startOf(scope: Scope, query: Query, now: Date): Promise<NewRuleStart> {
  const [copied] = [query.copy ?? []].flat();
  if (copied !== undefined) return loadCopy(scope, copied);
  const event = parseEventRef([query.like ?? ''].flat()[0] ?? '');
  if (event !== null) {
    const time = event.eventTime === undefined ? undefined : new Date(event.eventTime);
    return loadRuleOfEvent(scope, { ...event, time });
  }
  if (Object.keys(query).length === 0) return blankRule();
  const { filters, groupBy } = parseEventSearch(query, { now });
  return ruleOfView(filters, groupBy);
}
