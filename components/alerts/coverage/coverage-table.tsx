import { HeadCell } from '#components/table/data-table.tsx';
import { TableOrList } from '#components/table/table-or-list.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { CoverageShow, CoverageState, RuleCoverage } from '#lib/alerts/coverage/schema.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { LastFound } from '../last-found.tsx';
import { SeverityBadge } from '../severity-badge.tsx';
import { CoverageFilter } from './coverage-filter.tsx';
import {
  eventTitle,
  fieldWords,
  findingWords,
  originWords,
  STATE_TITLES,
  STATE_WORDS,
  seenWords,
} from './coverage-words.ts';

const TONES: Record<CoverageState, Tone> = {
  fired: 'accent',
  quiet: 'neutral',
  unseen: 'neutral',
  off: 'warn',
};

/** Rules with the events and fields that they name, and what came of them. */
export function CoverageTable(props: {
  rules: readonly RuleCoverage[];
  show: CoverageShow;
  href: string;
  zone: string;
}) {
  const { show, zone } = props;
  const rules = props.rules.filter((rule) => isShown(rule, show));
  return (
    <Panel aria-labelledby="rules">
      <PanelHeader id="rules" title="Rules" note={formatCount(rules.length)} line={rules.length === 0}>
        <CoverageFilter show={show} href={`${props.href}/coverage`} />
      </PanelHeader>
      {rules.length === 0 ? (
        <EmptyState title="No such rule">
          {show === 'imported'
            ? 'No Sigma rule was imported here. Import some under Rules.'
            : 'No rule is in this state.'}
        </EmptyState>
      ) : (
        <TableOrList
          label="Coverage of rules"
          widths={[96, null, 160, 248, 88, 128, 128]}
          minWidth={1040}
          tall
          head={
            <>
              <HeadCell>Severity</HeadCell>
              <HeadCell>Rule</HeadCell>
              <HeadCell>Its events, 30 d</HeadCell>
              <HeadCell>Fields</HeadCell>
              <HeadCell numeric>Findings</HeadCell>
              <HeadCell>Last</HeadCell>
              <HeadCell>State</HeadCell>
            </>
          }
          rows={rules}
          keyOf={({ key }) => key}
          cells={(rule) => <Cells rule={rule} zone={zone} />}
          item={(rule) => (
            <>
              <span className="flex items-center justify-between gap-2">
                <SeverityBadge severity={rule.severity} />
                <State rule={rule} />
              </span>
              <Name rule={rule} />
              <span className="text-12 text-fg-3">
                Events: {seenWords(rule)}; {findingWords(rule.findings)}
              </span>
            </>
          )}
        />
      )}
    </Panel>
  );
}

function isShown(rule: RuleCoverage, show: CoverageShow): boolean {
  if (show === 'all') return true;
  return show === 'imported' ? rule.origin === 'sigma' : rule.state === show;
}

function Cells({ rule, zone }: { rule: RuleCoverage; zone: string }) {
  return (
    <>
      <td>
        <SeverityBadge severity={rule.severity} />
      </td>
      <td>
        <Name rule={rule} />
      </td>
      <td title={eventTitle(rule)}>{seenWords(rule)}</td>
      <td title={rule.fields.join(', ')}>{fieldWords(rule)}</td>
      <td className="num">{formatCount(rule.findings)}</td>
      <td>
        <LastFound at={rule.lastFindingAt} zone={zone} never="–" />
      </td>
      <td>
        <State rule={rule} />
      </td>
    </>
  );
}

function Name({ rule }: { rule: RuleCoverage }) {
  return (
    <span className="grid">
      <span className="font-medium md:truncate" title={rule.name}>
        {rule.name}
      </span>
      <span className="text-12 text-fg-3 md:truncate">
        {[originWords(rule), ...rule.techniques].join(' · ')}
      </span>
    </span>
  );
}

function State({ rule: { state } }: { rule: RuleCoverage }) {
  return (
    <Badge tone={TONES[state]} title={STATE_TITLES[state]}>
      {STATE_WORDS[state]}
    </Badge>
  );
}
