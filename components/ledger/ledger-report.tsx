import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { LedgerPage } from '#lib/ledger/loaders.ts';
import type { LedgerPageParams } from '#lib/ledger/page-params.ts';
import { hasMoreToCome } from '#lib/sources/source-status.ts';
import { FoundAccountsPanel } from './found-accounts-panel.tsx';
import { FreshnessPanel } from './freshness-panel.tsx';
import { LedgerLive } from './ledger-live.tsx';
import { ObjectsPanel } from './objects-panel.tsx';
import { SourceHead } from './source-head.tsx';

/** The page of a source: how it is, what could not be taken, who is in it, what falls silent, and object by object. */
export function LedgerReport(props: {
  scope: Pick<Scope, 'kind' | 'id'>;
  ledger: LedgerPage;
  params: LedgerPageParams;
  canAdd: boolean;
  settingsHref: string | null;
  zone: string;
  now: Date;
}) {
  const { ledger, params, zone, settingsHref } = props;
  const { source, summary } = ledger;
  const scope = scopeKey(props.scope);
  const now = props.now.toISOString();
  const href = `/${props.scope.kind}/${props.scope.id}/buckets/${source.id}`;
  return (
    <>
      <SourceHead
        source={source}
        counts={summary.counts}
        settingsHref={source.kind === 's3' ? settingsHref : null}
        zone={zone}
        now={props.now}
      />
      <LedgerLive
        scope={scope}
        sourceId={source.id}
        summary={summary}
        collecting={hasMoreToCome(source.state)}
        href={href}
        zone={zone}
        now={now}
      />
      <FoundAccountsPanel found={ledger.found} canAdd={props.canAdd} zone={zone} now={now} />
      <FreshnessPanel
        freshness={ledger.freshness}
        accountNames={ledger.accountNames}
        params={params}
        href={href}
        zone={zone}
        now={now}
      />
      <ObjectsPanel
        scope={scope}
        sourceId={source.id}
        objects={ledger.objects}
        counts={summary.counts}
        params={params}
        href={href}
        zone={zone}
        now={now}
      />
    </>
  );
}
