import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Panel } from '#components/ui/panel.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { formatBytes, formatCount } from '#lib/charts/format-number.ts';
import { ledgerQuery, type ObjectList } from '#lib/ledger/page-params.ts';
import type { ObjectCounts } from '#lib/ledger/schema.ts';

/** Objects by state, each figure leading to the list of those. `href` is the page's own. */
export function LedgerFigures({ counts, href }: { counts: ObjectCounts; href: string }) {
  const { found, pending, ingested, failed, quarantined, partlyRead, quarantinedRecords } = counts;
  const link = (show: ObjectList) => `${href}${ledgerQuery({ show })}#objects`;
  return (
    <Panel
      aria-label="Objects by state"
      className="grid grid-cols-6 gap-px overflow-hidden bg-line max-xl:grid-cols-3 max-md:grid-cols-2 [&>*]:bg-surface"
    >
      <Figure label="Found" value={found} href={link('all')}>
        log objects in the ledger
      </Figure>
      <Figure label="Taken" value={ingested} href={link('ingested')}>
        {formatCount(counts.newEvents)} new events, {formatBytes(counts.sizeBytes)}
      </Figure>
      <Figure label="Waiting" value={pending} href={link('pending')}>
        {pending > 0 ? <Progress share={1 - pending / found} label="Objects done with" /> : 'nothing to take'}
      </Figure>
      <Figure label="Failed" value={failed} href={link('failed')} bad>
        {failed > 0 ? 'tried again by themselves' : 'none'}
      </Figure>
      <Figure label="Unreadable" value={quarantined} href={link('quarantined')} bad>
        {quarantined > 0 ? 'kept with the reason' : 'none'}
      </Figure>
      <Figure label="Unread records" value={quarantinedRecords} href={link('partly-read')} bad>
        {partlyRead > 0
          ? `in ${formatCount(partlyRead)} ${partlyRead === 1 ? 'object' : 'objects'} otherwise taken`
          : 'none'}
      </Figure>
    </Panel>
  );
}

function Figure(props: { label: string; value: number; href: string; bad?: boolean; children: ReactNode }) {
  const { label, value } = props;
  return (
    <dl className="min-w-0 p-4">
      <dt className="text-12 text-fg-3">{label}</dt>
      <dd>
        <Link
          href={props.href}
          prefetch={false}
          aria-label={`${label}: ${formatCount(value)}`}
          className={cn(
            'rounded-[2px] text-24 font-semibold tracking-[-.02em] tabular-nums hover:text-accent-ink',
            value === 0 && 'text-fg-3',
            props.bad && value > 0 && 'text-bad',
          )}
        >
          {formatCount(value)}
        </Link>
      </dd>
      <dd className="text-12 text-fg-2">{props.children}</dd>
    </dl>
  );
}
