import { Plus } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import type { RuleRow } from '#lib/alerts/scope-rules/schema.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { ImportSigma } from './import-sigma.tsx';
import { RuleSearch } from './rule-search.tsx';
import { RulesPanels } from './rules-panel.tsx';
import { SwitchRules } from './switch-rules.tsx';
import { TellRules } from './tell-rules.tsx';

/** The rules of a scope whose name, description or technique has `q` in it. */
export function RulesReport(props: {
  scope: Scope;
  rules: readonly RuleRow[];
  channels: readonly { id: number; name: string }[];
  q: string;
  zone: string;
}) {
  const { scope } = props;
  const q = props.q.trim().toLowerCase();
  const rules = props.rules.filter(({ key, name, description, techniques }) =>
    [key, name, description, ...techniques].some((text) => text.toLowerCase().includes(q)),
  );
  const base = `/${scope.kind}/${scope.id}`;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 max-md:px-4 max-md:pt-3">
        <RuleSearch q={props.q} href={`${base}/alerts/rules`} />
        {scope.canManage && (
          <div className="ml-auto flex flex-wrap items-center gap-2">
            <ImportSigma scope={scopeKey(scope)} />
            <TellRules
              rules={rules}
              channels={props.channels}
              scope={scopeKey(scope)}
              channelsHref={`${base}/alerts/channels`}
            />
            <SwitchRules keys={rules.map(({ key }) => key)} scope={scopeKey(scope)} />
            <Button asChild className="max-md:h-11">
              <Link href={`${base}/alerts/rules/new`}>
                <Plus aria-hidden />
                New rule
              </Link>
            </Button>
          </div>
        )}
      </div>
      <RulesPanels
        rules={rules}
        scope={scopeKey(scope)}
        base={base}
        canChange={scope.canManage}
        zone={props.zone}
      />
    </>
  );
}
