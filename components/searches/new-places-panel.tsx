import { MapPin } from 'lucide-react';
import Link from 'next/link';
import { ErrorsCell } from '#components/table/cells.tsx';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatMinute } from '#lib/time/format.ts';

/** A place that an account was not used from before, as a row shows it. */
export type PlaceRow = {
  key: string;
  place: string;
  /** Said where its link opens not all of its events. */
  opens?: string | undefined;
  account: string;
  events: number;
  errors: number;
  /** ISO, UTC. */
  firstSeen: string;
  /** Its events. */
  href: string;
};

/** Regions or countries that are new, the newest first, each a link to its events. */
export function NewPlacesPanel(props: {
  id: string;
  title: string;
  /** "Region", "Country". */
  column: string;
  places: PlaceRow[];
  none: string;
  zone: string;
}) {
  const { id, title, column, places, none, zone } = props;
  return (
    <Panel aria-labelledby={id}>
      <PanelHeader id={id} title={title} note={places.length > 0 && formatCount(places.length)} />
      {places.length === 0 ? (
        <EmptyState title="Nothing new" icon={<MapPin aria-hidden />}>
          {none}
        </EmptyState>
      ) : (
        <>
          <ul className="md:hidden">
            {places.map((row) => (
              <li key={row.key} className="border-b border-line last:border-b-0">
                <Link href={row.href} prefetch={false} className="grid gap-0.5 px-4 py-2.5 text-13">
                  <span className="flex justify-between gap-4">
                    <b className="truncate font-medium">{row.place}</b>
                    <span className="num">{formatCount(row.events)}</span>
                  </span>
                  <span className="flex justify-between gap-4 text-12 text-fg-3">
                    <span className="truncate">{row.account}</span>
                    <span className="whitespace-nowrap">first {formatMinute(row.firstSeen, zone)}</span>
                  </span>
                  {row.opens && <span className="text-12 text-fg-3">{row.opens}</span>}
                </Link>
              </li>
            ))}
          </ul>
          <div className="max-md:hidden">
            <DataTable label={title} widths={[null, null, 112, 144, 176]}>
              <thead>
                <tr>
                  <HeadCell>{column}</HeadCell>
                  <HeadCell>Account</HeadCell>
                  <HeadCell numeric>Events</HeadCell>
                  <HeadCell numeric>Errors</HeadCell>
                  <HeadCell sorted="descending">First seen</HeadCell>
                </tr>
              </thead>
              <tbody>
                {places.map((row) => (
                  <Row key={row.key} tall={row.opens !== undefined}>
                    <td className="truncate">
                      <Link href={row.href} prefetch={false} className="link">
                        {row.place}
                      </Link>
                      {row.opens && <span className="block truncate text-12 text-fg-3">{row.opens}</span>}
                    </td>
                    <td className="truncate text-fg-2">{row.account}</td>
                    <td className="num">{formatCount(row.events)}</td>
                    <td>
                      <ErrorsCell events={row.events} errors={row.errors} />
                    </td>
                    <td className="tabular-nums">{formatMinute(row.firstSeen, zone)}</td>
                  </Row>
                ))}
              </tbody>
            </DataTable>
          </div>
        </>
      )}
    </Panel>
  );
}
