import Link from 'next/link';
import type { ReactNode } from 'react';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import type { ListedLogSource } from '#lib/sources/log-source-loaders.ts';
import {
  type LogSourceParams,
  type LogSourceSort,
  logSourcesHref,
  protocolWord,
  typeWord,
} from '#lib/sources/log-sources.ts';
import { zoneLabel } from '#lib/time/format.ts';
import {
  SourceAccounts,
  SourceLag,
  SourceLastEvent,
  SourceName,
  SourceRegions,
  SourceStatus,
} from './source-facts.tsx';

const WIDTHS = [null, 156, 116, 128, 148, 156, 140, 112];

/** One row a source; the heads sort. `now` (ISO) only decides what the zone is called. */
export function LogSourcesTable(props: {
  sources: ListedLogSource[];
  params: LogSourceParams;
  zone: string;
  now: string;
}) {
  const { params, zone } = props;
  return (
    <div className="max-md:hidden">
      <DataTable label="Log sources" widths={WIDTHS} minWidth={1120}>
        <thead>
          <tr>
            <SortHead sort="name" params={params}>
              Name
            </SortHead>
            <SortHead sort="type" params={params}>
              Type
            </SortHead>
            <HeadCell>Protocol</HeadCell>
            <HeadCell>Account number</HeadCell>
            <HeadCell>Regions</HeadCell>
            <SortHead sort="status" params={params}>
              Status
            </SortHead>
            <SortHead sort="lastEvent" params={params}>
              Last event ({zoneLabel(zone, props.now)})
            </SortHead>
            <SortHead sort="lag" params={params} numeric>
              Lag
            </SortHead>
          </tr>
        </thead>
        <tbody>
          {props.sources.map((source) => (
            <Row tall key={source.id}>
              <td>
                <SourceName source={source} />
              </td>
              <td>
                <span className="block">{typeWord(source)}</span>
                <span className="block truncate text-fg-3" title={source.owner.name}>
                  {source.owner.name}
                </span>
              </td>
              <td>{protocolWord(source)}</td>
              <td>
                <SourceAccounts source={source} />
              </td>
              <td>
                <SourceRegions source={source} />
              </td>
              <td>
                <SourceStatus source={source} />
              </td>
              <td>
                <SourceLastEvent source={source} zone={zone} />
              </td>
              <td className="num">
                <SourceLag source={source} />
              </td>
            </Row>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

/** A head that sorts by its column, and the other way round where it does already. */
function SortHead(props: {
  sort: LogSourceSort;
  params: LogSourceParams;
  numeric?: boolean;
  children: ReactNode;
}) {
  const { sort, params } = props;
  const on = params.sort === sort;
  return (
    <HeadCell numeric={props.numeric} sorted={on ? (params.down ? 'descending' : 'ascending') : undefined}>
      <Link
        href={logSourcesHref({ ...params, sort, down: on && !params.down, page: 1 })}
        scroll={false}
        className="rounded-[2px] hover:text-fg"
      >
        {props.children}
      </Link>
    </HeadCell>
  );
}
