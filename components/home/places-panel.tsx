import Link from 'next/link';
import type { ReactNode } from 'react';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { HomeSearch } from '#lib/accounts/home-search.ts';
import type { PlacePage } from '#lib/accounts/list-places.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { zoneLabel } from '#lib/time/format.ts';
import { OpenFindings } from './open-findings.tsx';
import { CountCell, LastEvent } from './place-cells.tsx';
import { PlaceHealth } from './place-health.tsx';
import { type Place, PlaceList } from './place-list.tsx';
import { SortHead } from './sort-head.tsx';

/** What the panels of Home share: the search that orders them, and how times are shown. */
export type HomeView = { search: HomeSearch; zone: string; now: Date };

/** Views or accounts: name, how large or which number, events, last event and how their logs come in. */
export function PlacesPanel(props: {
  id: string;
  title: string;
  /** Heads of the first two columns. */
  heads: [name: string, aside: string];
  places: Place[];
  page: Pick<PlacePage<unknown>, 'matching' | 'total'>;
  view: HomeView;
  tools?: ReactNode;
  /** In place of the rows where there are none at all. */
  empty?: string;
  pager?: ReactNode;
}) {
  const { id, title, places, page } = props;
  return (
    <Panel aria-labelledby={id}>
      <PanelHeader id={id} title={title} note={<CountNote {...page} />} line={false}>
        {props.tools}
      </PanelHeader>
      {places.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-13/5 text-fg-2">
          {page.total === 0 ? props.empty : `None has “${props.view.search.q}” in its name or number.`}
        </p>
      ) : (
        <>
          <PlacesTable {...props} />
          <PlaceList places={places} zone={props.view.zone} />
        </>
      )}
      {props.pager}
    </Panel>
  );
}

/** `6`, or `2 of 6` where a search leaves some out. */
export function CountNote({ matching, total }: Pick<PlacePage<unknown>, 'matching' | 'total'>) {
  return matching === total ? formatCount(total) : `${formatCount(matching)} of ${formatCount(total)}`;
}

function PlacesTable(props: Parameters<typeof PlacesPanel>[0]) {
  const { search, zone, now } = props.view;
  const [name, aside] = props.heads;
  return (
    <div className="max-md:hidden">
      <DataTable label={props.title} widths={[null, 152, 136, 152, 136, 168]} minWidth={856}>
        <thead>
          <tr>
            <SortHead sort="name" label={name} search={search} />
            <HeadCell numeric>{aside}</HeadCell>
            <SortHead sort="events" label="Events, 14 days" search={search} numeric />
            <SortHead sort="last" label={`Last event (${zoneLabel(zone, now)})`} search={search} />
            <SortHead sort="findings" label="Open findings" search={search} numeric />
            <HeadCell>Log sources</HeadCell>
          </tr>
        </thead>
        <tbody>
          {props.places.map((place) => (
            <Row key={place.key}>
              <td>
                <Link
                  href={place.href}
                  prefetch={false}
                  className="font-medium hover:text-accent-ink hover:underline"
                >
                  {place.name}
                </Link>
              </td>
              <td className="text-right">{place.aside}</td>
              <td className="text-right">
                <CountCell value={place.events} />
              </td>
              <td>
                <LastEvent at={place.lastEventAt} zone={zone} />
              </td>
              <td className="text-right">
                <OpenFindings findings={place.findings} placeHref={place.placeHref} />
              </td>
              <td>
                <PlaceHealth health={place.health} setUpHref={place.setUpHref} />
              </td>
            </Row>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
