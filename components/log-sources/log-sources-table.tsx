import { ListHead } from '#components/admin/list-head.tsx';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import type { ListedLogSource } from '#lib/sources/log-source-loaders.ts';
import { LOG_SOURCE_LIST, type LogSourceParams, protocolWord, typeWord } from '#lib/sources/log-sources.ts';
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
  const { zone } = props;
  const head = { spec: LOG_SOURCE_LIST, params: props.params };
  return (
    <div className="max-md:hidden">
      <DataTable label="Log sources" widths={WIDTHS} minWidth={1120}>
        <thead>
          <tr>
            <ListHead {...head} sort="name">
              Name
            </ListHead>
            <ListHead {...head} sort="type">
              Type
            </ListHead>
            <HeadCell>Protocol</HeadCell>
            <HeadCell>Account number</HeadCell>
            <HeadCell>Regions</HeadCell>
            <ListHead {...head} sort="status">
              Status
            </ListHead>
            <ListHead {...head} sort="lastEvent">
              Last event ({zoneLabel(zone, props.now)})
            </ListHead>
            <ListHead {...head} sort="lag" numeric>
              Lag
            </ListHead>
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
