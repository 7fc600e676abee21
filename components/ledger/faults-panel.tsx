'use client';
import Link from 'next/link';
import { HeadCell } from '#components/table/data-table.tsx';
import { TableOrList } from '#components/table/table-or-list.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { retryAllAction } from '#lib/ledger/actions.ts';
import { ledgerQuery, type ObjectList } from '#lib/ledger/page-params.ts';
import type { FaultGroup, LedgerSummary } from '#lib/ledger/schema.ts';
import { formatFullTime, formatMinute, zoneLabel } from '#lib/time/format.ts';
import { RetryButton } from './retry-button.tsx';

const OF: Record<FaultGroup['of'], { word: string; tone: 'warn' | 'bad'; show: ObjectList }> = {
  failed: { word: 'Failed', tone: 'warn', show: 'failed' },
  quarantined: { word: 'Unreadable', tone: 'bad', show: 'quarantined' },
  records: { word: 'Unread records', tone: 'bad', show: 'partly-read' },
};

/** Why objects and records could not be taken, by reason; nothing where all is well. `now` only decides what the zone is called. */
export function FaultsPanel(props: {
  sourceId: number;
  summary: LedgerSummary;
  href: string;
  zone: string;
  now: string;
}) {
  const { sourceId, summary, href, zone } = props;
  const { counts, faults, faultsOfNewest } = summary;
  if (faults.length === 0) return null;
  const retries = (
    <>
      {counts.failed > 0 && (
        <RetryButton label="Retry all failed" retry={() => retryAllAction(sourceId, ['failed'])} />
      )}
      {counts.quarantined > 0 && (
        <RetryButton label="Retry all unreadable" retry={() => retryAllAction(sourceId, ['quarantined'])} />
      )}
    </>
  );
  return (
    <Panel aria-labelledby="faults">
      <PanelHeader id="faults" title="What could not be taken" note={reasons(faults.length)} line={false}>
        <span className="contents max-md:hidden">{retries}</span>
      </PanelHeader>
      <TableOrList
        label="Reasons"
        widths={[144, null, 96, 176]}
        minWidth={640}
        head={
          <>
            <HeadCell>What</HeadCell>
            <HeadCell>Reason</HeadCell>
            <HeadCell numeric>How many</HeadCell>
            <HeadCell>Last met ({zoneLabel(zone, props.now)})</HeadCell>
          </>
        }
        rows={faults}
        keyOf={({ of, reason }) => `${of} ${reason}`}
        cells={(fault) => (
          <>
            <td>
              <Kind of={fault.of} />
            </td>
            <td className="whitespace-normal! py-1.5! wrap-anywhere">{reasonText(fault)}</td>
            <td className="num">
              <Count fault={fault} href={href} />
            </td>
            <td>
              <LastMet at={fault.lastAt} zone={zone} />
            </td>
          </>
        )}
        item={(fault) => (
          <>
            <div className="flex items-center justify-between gap-4">
              <Kind of={fault.of} />
              <Count fault={fault} href={href} />
            </div>
            <p className="text-13/5 wrap-anywhere">{reasonText(fault)}</p>
          </>
        )}
      />
      {counts.failed + counts.quarantined > 0 && (
        <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3 md:hidden">{retries}</div>
      )}
      {faultsOfNewest !== null && (
        <p className="border-t border-line px-4 py-2 text-12 text-fg-3">
          Reasons of the newest {formatCount(faultsOfNewest)} objects and records. There are more.
        </p>
      )}
    </Panel>
  );
}

function reasons(count: number): string {
  return count === 1 ? '1 reason' : `${formatCount(count)} reasons`;
}

function reasonText({ reason }: FaultGroup): string {
  return reason || 'no reason was noted';
}

function Kind({ of }: { of: FaultGroup['of'] }) {
  return <Badge tone={OF[of].tone}>{OF[of].word}</Badge>;
}

function Count({ fault, href }: { fault: FaultGroup; href: string }) {
  return (
    <Link
      href={`${href}${ledgerQuery({ show: OF[fault.of].show })}#objects`}
      prefetch={false}
      aria-label={`${formatCount(fault.count)}: show them`}
      className="text-accent-ink tabular-nums hover:underline"
    >
      {formatCount(fault.count)}
    </Link>
  );
}

function LastMet({ at, zone }: { at: string | null; zone: string }) {
  if (at === null) return <span className="text-fg-3">being tried again</span>;
  return (
    <time dateTime={at} title={formatFullTime(at, zone)}>
      {formatMinute(at, zone)}
    </time>
  );
}
