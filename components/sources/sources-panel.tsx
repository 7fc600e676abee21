import { Plus } from 'lucide-react';
import Link from 'next/link';
import { Fragment } from 'react';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { SourceModel } from '#lib/sources/prepare-status.ts';
import { formatFullTime, formatMinute, zoneLabel } from '#lib/time/format.ts';
import { SourceActions } from './source-actions.tsx';
import { Failures, Lag, Objects, SourceStatus } from './source-cells.tsx';
import { SourceList } from './source-list.tsx';
import { SourceNote } from './source-note.tsx';

type Props = { kind: 'view' | 'account'; sources: SourceModel[]; href: string; zone: string; now: Date };

/** The log sources of a view or account, and how each is doing. */
export function SourcesPanel({ kind, sources, href, zone, now }: Props) {
  if (sources.length === 0) {
    return (
      <Panel aria-labelledby="buckets">
        <PanelHeader id="buckets" title={`Buckets of this ${kind}`} />
        <p className="px-4 py-6 text-13 text-fg-2">
          None yet. Enter one above: its events are there minutes later, the newest days first.
        </p>
      </Panel>
    );
  }
  return (
    <Panel aria-labelledby="buckets">
      <PanelHeader
        id="buckets"
        title={`Buckets of this ${kind}`}
        note={formatCount(sources.length)}
        line={false}
      >
        <Button asChild>
          <Link href={`${href}#bucket`}>
            <Plus aria-hidden />
            Add a bucket
          </Link>
        </Button>
      </PanelHeader>
      <div className="max-md:hidden">
        <DataTable label="Buckets" widths={[null, 184, 132, 80, 104, 112, 80, 88, 88]} minWidth={980}>
          <thead>
            <tr>
              <HeadCell>Bucket and prefix</HeadCell>
              <HeadCell>Status</HeadCell>
              <HeadCell>Last event ({zoneLabel(zone, now)})</HeadCell>
              <HeadCell numeric>Lag</HeadCell>
              <HeadCell numeric>Objects</HeadCell>
              <HeadCell numeric>Events</HeadCell>
              <HeadCell numeric>Failures</HeadCell>
              <HeadCell numeric>Accounts</HeadCell>
              <HeadCell>
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <SourceRows key={source.id} source={source} href={href} zone={zone} />
            ))}
          </tbody>
        </DataTable>
      </div>
      <SourceList sources={sources} href={href} zone={zone} />
    </Panel>
  );
}

function SourceRows({ source, href, zone }: { source: SourceModel; href: string; zone: string }) {
  const { id, name, state, isBucket, lastEventAt } = source;
  const hasNote = source.fault !== null || source.nothingFound;
  return (
    <Fragment>
      <Row tall open={hasNote}>
        <td>
          <span className="block truncate font-medium" title={name}>
            {name}
          </span>
          <span className="block truncate text-fg-3" title={source.prefix}>
            {source.prefix || (isBucket ? 'no prefix' : 'folder on the server')}
          </span>
        </td>
        <td>
          <SourceStatus source={source} />
        </td>
        <td>
          {lastEventAt ? (
            <time dateTime={lastEventAt.toISOString()} title={formatFullTime(lastEventAt, zone)}>
              {formatMinute(lastEventAt, zone)}
            </time>
          ) : (
            <span className="text-fg-3">no event yet</span>
          )}
        </td>
        <td className="num text-right">
          <Lag source={source} />
        </td>
        <td className="num text-right">
          <Objects source={source} />
        </td>
        <td className="num text-right">{formatCount(source.events)}</td>
        <td className="num text-right">
          <Failures source={source} />
        </td>
        <td className="num text-right">{formatCount(source.accounts)}</td>
        <td>
          <SourceActions id={id} name={name} state={state} isBucket={isBucket} href={href} />
        </td>
      </Row>
      {hasNote && (
        <tr>
          <td colSpan={9} className="whitespace-normal! pt-0! pb-3!">
            <SourceNote source={source} href={href} zone={zone} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}
