'use client';
import Link from 'next/link';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import type { HomeSearch } from '#lib/accounts/home-search.ts';
import type { PlaceHealth as Health } from '#lib/accounts/prepare-home.ts';
import type { OpenFindings as Open } from '#lib/alerts/findings/open-findings.ts';
import { zoneLabel } from '#lib/time/format.ts';
import { OpenFindings } from './open-findings.tsx';
import { CountCell, LastEvent } from './place-cells.tsx';
import { PlaceHealth } from './place-health.tsx';
import { SortHead } from './sort-head.tsx';

/** A view or an account as a row of Home. */
export type Place = {
  /** What its pages' addresses begin with. */
  href: string;
  name: string;
  /** An account's number, or how many accounts are in a view and how many of them nobody has added. */
  aside: string | { accounts: number; discovered: number };
  events: number;
  lastMs: number | null;
  health: Health;
  setUpHref?: string | undefined;
  /** Undefined where none is open. */
  findings: Open | undefined;
};

/**
 * Views or accounts as a table, whose rows are cards on a phone. Drawn from plain rows by the browser's code: drawn by the server's
 * alone, each of a hundred rows would be sent twice, as HTML and as what React makes of it; so it would be with a list beside the table.
 */
export function PlacesTable(props: {
  label: string;
  /** Heads of the first two columns. */
  heads: [name: string, aside: string];
  places: Place[];
  search: HomeSearch;
  zone: string;
  now: Date;
}) {
  const { search, zone } = props;
  const [name, aside] = props.heads;
  return (
    <DataTable
      label={props.label}
      widths={[null, 152, 136, 152, 136, 168]}
      minWidth={856}
      className="rows-are-cards"
    >
      <thead>
        <tr>
          <SortHead sort="name" label={name} search={search} />
          <HeadCell numeric>{aside}</HeadCell>
          <SortHead sort="events" label="Events, 14 days" search={search} numeric />
          <SortHead sort="last" label={`Last event (${zoneLabel(zone, props.now)})`} search={search} />
          <SortHead sort="findings" label="Open findings" search={search} numeric />
          <HeadCell>Log sources</HeadCell>
        </tr>
      </thead>
      <tbody>
        {props.places.map((place) => (
          <PlaceRow key={place.href} place={place} zone={zone} />
        ))}
      </tbody>
    </DataTable>
  );
}

/** On a phone the name's link is all of the card that leads nowhere else. */
function PlaceRow({ place, zone }: { place: Place; zone: string }) {
  return (
    <Row className="max-md:relative max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto_auto] max-md:items-center max-md:gap-x-4 max-md:px-4 max-md:pt-3 max-md:pb-1">
      <td className="max-md:col-span-2">
        <Link
          href={`${place.href}/summary`}
          prefetch={false}
          className="font-medium hover:text-accent-ink hover:underline max-md:text-14 max-md:after:absolute max-md:after:inset-0"
        >
          {place.name}
        </Link>
      </td>
      <td className="text-right max-md:col-span-2 max-md:row-start-2 max-md:text-left max-md:text-12 max-md:text-fg-3">
        <PlaceAside aside={place.aside} />
      </td>
      <td className="text-right max-md:col-start-3 max-md:row-span-2 max-md:row-start-1">
        <CountCell value={place.events} />
        <span className="block text-12 text-fg-3 md:hidden">events in 14 days</span>
      </td>
      <td className="max-md:col-start-3 max-md:row-start-3 max-md:text-right max-md:text-12 max-md:text-fg-3">
        {place.lastMs !== null && <span className="md:hidden">last </span>}
        <LastEvent at={place.lastMs} zone={zone} />
      </td>
      <td className="text-right max-md:relative max-md:col-start-2 max-md:row-start-3 max-md:text-left max-md:text-12">
        <OpenFindings findings={place.findings} placeHref={place.href} />
      </td>
      <td className="max-md:relative max-md:col-start-1 max-md:row-start-3 max-md:flex max-md:min-h-9 max-md:items-center max-md:text-12">
        <PlaceHealth health={place.health} setUpHref={place.setUpHref} />
      </td>
    </Row>
  );
}

/** Its number, or how many accounts it has. */
function PlaceAside({ aside }: Pick<Place, 'aside'>) {
  if (typeof aside === 'string') return <span className="tabular-nums text-fg-2">{aside}</span>;
  return (
    <>
      {aside.discovered > 0 && <span className="text-fg-3">{aside.discovered} not added · </span>}
      <CountCell value={aside.accounts} />
      <span className="md:hidden"> {aside.accounts === 1 ? 'account' : 'accounts'}</span>
    </>
  );
}
