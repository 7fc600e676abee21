import type { Metadata } from 'next';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { RuleView } from '#components/alerts/workbench/rule-view.tsx';
import { Workbench } from '#components/alerts/workbench/workbench.tsx';
import { listAccountNames } from '#lib/accounts/queries/account-names.ts';
import { loadChannels } from '#lib/alerts/deliver/loaders.ts';
import { countOpenFindings } from '#lib/alerts/findings/loaders.ts';
import { loadRule } from '#lib/alerts/scope-rules/loaders.ts';
import type { RuleDetail } from '#lib/alerts/scope-rules/schema.ts';
import { asNotFound } from '#lib/auth/as-not-found.ts';
import { loadScope } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Rule' };

type Props = { params: Promise<{ scopeKind: string; scopeId: string; ruleKey: string }> };

/** One rule: its workbench for who may change it, else all that it says. */
export default async function RulePage({ params }: Props) {
  const { scopeKind, scopeId, ruleKey } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const now = new Date();
  const [rule, zone, open] = await Promise.all([
    loadRule(scope, decodeURIComponent(ruleKey)).catch(asNotFound),
    loadViewerZone(),
    countOpenFindings(scope),
  ]);
  const isOwn = rule.family === 'own' && !rule.imported;
  return (
    <AlertsPage scope={scope} title={rule.name} open={open} zone={zone} now={now}>
      {isOwn && scope.canManage ? (
        <OwnRule scope={scope} rule={rule} now={now} zone={zone.zone} />
      ) : (
        <RuleView
          rule={rule}
          scope={scopeKey(scope)}
          base={`/${scope.kind}/${scope.id}`}
          canChange={scope.canManage}
          zone={zone.zone}
        />
      )}
    </AlertsPage>
  );
}

async function OwnRule(props: { scope: Scope; rule: RuleDetail; now: Date; zone: string }) {
  const { scope, rule } = props;
  const [channels, accountNames] = await Promise.all([
    loadChannels(scope),
    readScope(webPool(), scope, (db) => listAccountNames(db, scope)),
  ]);
  const told = channels.filter(({ name }) => rule.channels.includes(name)).map(({ id }) => id);
  return (
    <Workbench
      scope={{ kind: scope.kind, id: scope.id }}
      base={`/${scope.kind}/${scope.id}`}
      ruleKey={rule.key}
      start={{ definition: rule.definition, samples: rule.samples, mode: rule.mode, told }}
      changedAt={rule.changedAt}
      channels={channels.map(({ id, name }) => ({ id, name }))}
      accountNames={accountNames}
      now={props.now.toISOString()}
      zone={props.zone}
    />
  );
}
