import Link from 'next/link';
import { Fragment } from 'react';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { zoneLabel } from '#lib/time/format.ts';
import { SourceActions } from './source-actions.tsx';
import { Accounts, Failures, Lag, LastEvent, Objects, SourceStatus } from './source-cells.tsx';
import { hasNote, SourceNote } from './source-note.tsx';
import { ledgerHref, useSourceScope } from './source-scope.ts';
import { sourceName, sourcePart } from './source-words.ts';

const WIDTHS = [null, 216, 152, 80, 104, 112, 80, 88, 88];

/** One row a source, with what is wrong under it. `now` (ISO) only decides what the zone is called. */
export function SourcesTable(props: { sources: SourceItem[]; href: string; zone: string; now: string }) {
  return (
    <div className="max-md:hidden">
      <DataTable label="Buckets" widths={WIDTHS} minWidth={1080}>
        <thead>
          <tr>
            <HeadCell>Bucket and prefix</HeadCell>
            <HeadCell>Status</HeadCell>
            <HeadCell>Last event ({zoneLabel(props.zone, props.now)})</HeadCell>
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
          {props.sources.map((source) => (
            <SourceRows key={source.id} source={source} href={props.href} zone={props.zone} />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function SourceRows({ source, href, zone }: { source: SourceItem; href: string; zone: string }) {
  const scope = useSourceScope();
  const noted = hasNote(source);
  return (
    <Fragment>
      <Row tall open={noted}>
        <td>
          <Link
            href={ledgerHref(scope, source.id)}
            prefetch={false}
            className="block truncate rounded-[2px] font-medium hover:underline"
            title={`${sourceName(source)}: its objects, failures and accounts`}
          >
            {sourceName(source)}
          </Link>
          <span className="block truncate text-fg-3" title={source.place}>
            {sourcePart(source)}
          </span>
        </td>
        <td>
          <SourceStatus source={source} zone={zone} />
        </td>
        <td>
          <LastEvent source={source} zone={zone} />
        </td>
        <td className="num">
          <Lag source={source} />
        </td>
        <td className="num">
          <Objects source={source} />
        </td>
        <td className="num">{formatCount(source.events)}</td>
        <td className="num">
          <Failures source={source} />
        </td>
        <td className="num">
          <Accounts source={source} />
        </td>
        <td>
          <SourceActions source={source} href={href} />
        </td>
      </Row>
      {noted && (
        <tr>
          <td colSpan={WIDTHS.length} className="whitespace-normal! pt-0! pb-3!">
            <SourceNote source={source} href={href} zone={zone} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}
