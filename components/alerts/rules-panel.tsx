import Link from 'next/link';
import { HeadCell } from '#components/table/data-table.tsx';
import { ActionsHead, TableOrList } from '#components/table/table-or-list.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { RuleFamily, RuleRow } from '#lib/alerts/scope-rules/schema.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { LastFound } from './last-found.tsx';
import { OwnRuleActions } from './own-rule-actions.tsx';
import { MODE_WORDS, RuleModeSelect } from './rule-mode.tsx';
import { SeverityBadge } from './severity-badge.tsx';

const FAMILY_WORDS: Record<RuleFamily, string> = {
  cis: 'CIS AWS Foundations, section 4',
  identity: 'Identity',
  logging: 'Logging and guard-rails',
  data: 'Data',
  network: 'Network',
  compute: 'Compute',
  behaviour: 'Behaviour',
  own: 'Your own',
};

type Props = { scope: string; base: string; canChange: boolean; zone: string };

/** Rules by what they watch, each with its switch. */
export function RulesPanels({ rules, ...rest }: Props & { rules: readonly RuleRow[] }) {
  if (rules.length === 0)
    return (
      <Panel>
        <EmptyState title="No such rule">No rule has this in its name or description.</EmptyState>
      </Panel>
    );
  const families = Map.groupBy(rules, ({ family }) => family);
  return [...families].map(([family, of]) => (
    <Panel key={family} aria-labelledby={`rules-${family}`}>
      <PanelHeader
        id={`rules-${family}`}
        title={FAMILY_WORDS[family]}
        note={`${formatCount(of.filter(({ mode }) => mode !== 'off').length)} of ${formatCount(of.length)} on`}
        line={false}
      />
      <RulesTable rules={of} {...rest} label={FAMILY_WORDS[family]} />
    </Panel>
  ));
}

function RulesTable({ rules, label, ...rest }: Props & { rules: readonly RuleRow[]; label: string }) {
  const own = rules.some(({ family }) => family === 'own');
  return (
    <TableOrList
      label={label}
      widths={[96, null, 176, 96, 128, 112, ...(own ? [224] : [])]}
      minWidth={960}
      tall
      head={
        <>
          <HeadCell>Severity</HeadCell>
          <HeadCell>Rule</HeadCell>
          <HeadCell>MITRE</HeadCell>
          <HeadCell numeric>Open</HeadCell>
          <HeadCell>Last found</HeadCell>
          <HeadCell>State</HeadCell>
          {own && <ActionsHead />}
        </>
      }
      rows={rules}
      keyOf={({ key }) => key}
      cells={(rule) => (
        <>
          <td>
            <SeverityBadge severity={rule.severity} />
          </td>
          <td>
            <Name rule={rule} base={rest.base} />
          </td>
          <td>{rule.techniques.join(', ')}</td>
          <td className="num">
            <OpenFindings rule={rule} base={rest.base} />
          </td>
          <td>
            <LastFound at={rule.lastFindingAt} zone={rest.zone} never="never" />
          </td>
          <td>
            <Mode rule={rule} {...rest} />
          </td>
          {own && (
            <td className="text-right">
              <OwnRuleActions rule={rule} {...rest} />
            </td>
          )}
        </>
      )}
      item={(rule) => (
        <>
          <div className="flex items-center gap-2">
            <SeverityBadge severity={rule.severity} />
            <span className="ml-auto">
              <Mode rule={rule} {...rest} />
            </span>
          </div>
          <Name rule={rule} base={rest.base} />
          {rule.openFindings > 0 && (
            <span className="text-12 text-fg-3 [&_a]:underline">
              <OpenFindings rule={rule} base={rest.base} /> open, last{' '}
              <LastFound at={rule.lastFindingAt} zone={rest.zone} never="never" />
            </span>
          )}
          {own && <OwnRuleActions rule={rule} {...rest} />}
        </>
      )}
    />
  );
}

function Name({ rule, base }: { rule: RuleRow; base: string }) {
  const told = rule.channels.length > 0 ? ` Tells ${rule.channels.join(', ')}.` : '';
  return (
    <span className="grid">
      <Link
        href={`${base}/alerts/rules/${rule.key}`}
        prefetch={false}
        className="justify-self-start rounded-[2px] font-medium hover:underline md:max-w-full md:truncate"
      >
        {rule.name}
      </Link>
      <span className="text-12 text-fg-3 md:truncate" title={rule.description}>
        {rule.description}
        {told}
      </span>
    </span>
  );
}

function OpenFindings({ rule, base }: { rule: RuleRow; base: string }) {
  if (rule.openFindings === 0 || rule.ruleId === null) return <span className="text-fg-3">0</span>;
  return (
    <Link href={`${base}/alerts?rule=${rule.ruleId}`} prefetch={false} className="link">
      {formatCount(rule.openFindings)}
    </Link>
  );
}

function Mode({ rule, scope, canChange }: Props & { rule: RuleRow }) {
  if (!canChange) return <span className="text-fg-2">{MODE_WORDS[rule.mode]}</span>;
  return <RuleModeSelect ruleKey={rule.key} name={rule.name} mode={rule.mode} scope={scope} />;
}
