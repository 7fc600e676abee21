import { BellOff } from 'lucide-react';
import Link from 'next/link';
import { cn } from '#components/ui/cn.ts';
import { CursorPager } from '#components/ui/cursor-pager.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { type FindingPageParams, findingQuery } from '#lib/alerts/findings/page-params.ts';
import type { FindingCounts, FindingPage, FindingRow } from '#lib/alerts/findings/schema.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';
import { accountWords, eventWords, groupWords, stateWords } from './finding-words.ts';
import { SeverityBadge } from './severity-badge.tsx';

/** One page of findings. `selected` is the one shown beside it. */
export function FindingList(props: {
  page: FindingPage & { counts: FindingCounts };
  params: FindingPageParams;
  selected: string | null;
  /** False where no rule is switched on: then nothing can have been found. */
  watched: boolean;
  href: string;
  zone: string;
  className?: string;
}) {
  const { page, params, href } = props;
  const { open, acknowledged } = page.counts;
  const link = (change: Partial<FindingPageParams>) => `${href}${findingQuery({ ...params, ...change })}`;
  return (
    <Panel aria-label="Findings" className={props.className}>
      <PanelHeader title={`${formatCount(open)} open`} note={`${formatCount(acknowledged)} acknowledged`} />
      {page.findings.length === 0 ? (
        <EmptyState
          title={props.watched ? 'No such finding' : 'No rule is on'}
          icon={<BellOff aria-hidden />}
        >
          {props.watched ? (
            'Nothing was found that these filters show.'
          ) : (
            <>
              Rules look at events as they are collected.{' '}
              <Link href={`${href}/rules`} className="link">
                Switch some on
              </Link>
              .
            </>
          )}
        </EmptyState>
      ) : (
        <ul>
          {page.findings.map((finding) => (
            <FindingItem
              key={finding.id}
              finding={finding}
              selected={finding.id === props.selected}
              href={link({ finding: finding.id })}
              zone={props.zone}
            />
          ))}
        </ul>
      )}
      <CursorPager
        range={`${formatCount(page.findings.length)} shown`}
        firstHref={params.after ? link({ after: '', finding: null }) : null}
        nextHref={page.next === null ? null : link({ after: page.next, finding: null })}
      />
    </Panel>
  );
}

function FindingItem(props: { finding: FindingRow; selected: boolean; href: string; zone: string }) {
  const { finding, selected, zone } = props;
  const who = [groupWords(finding), accountWords(finding)].filter(Boolean).join(' · ');
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        href={props.href}
        prefetch={false}
        scroll={false}
        aria-current={selected || undefined}
        className={cn(
          'grid grid-cols-[76px_minmax(0,1fr)_auto] items-baseline gap-x-2 gap-y-0.5 px-4 py-2 text-13/5 -outline-offset-2 hover:bg-hover',
          selected && 'md:bg-selected md:shadow-[inset_2px_0_0_var(--accent)] md:hover:bg-selected',
        )}
      >
        <span>
          <SeverityBadge severity={finding.severity} />
        </span>
        <span className="truncate font-medium">{finding.rule}</span>
        <time
          dateTime={finding.lastAt}
          title={formatFullTime(finding.lastAt, zone)}
          className="text-right text-12 text-fg-3"
        >
          {formatMinute(finding.lastAt, zone)}
        </time>
        <span className="col-start-2 truncate text-12 text-fg-3" title={`${who} ${finding.accountId}`}>
          {who}
        </span>
        <span className="text-right text-12 text-fg-3">
          {finding.events > 1 && `${eventWords(finding.events)} · `}
          {stateWords(finding)}
        </span>
      </Link>
    </li>
  );
}
