import Link from 'next/link';
import type { ReactNode } from 'react';
import type { PlaceHealth as Health } from '#lib/accounts/prepare-home.ts';
import type { OpenFindings as Open } from '#lib/alerts/findings/open-findings.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { OpenFindings } from './open-findings.tsx';
import { LastEvent } from './place-cells.tsx';
import { PlaceHealth } from './place-health.tsx';

/** A view or an account as a row of Home. */
export type Place = {
  key: string;
  name: string;
  href: string;
  /** How many accounts, or the account's number: in the table, and in the words of a phone. */
  aside: ReactNode;
  asideWords: string;
  events: number;
  lastEventAt: Date | null;
  health: Health;
  setUpHref?: string | undefined;
  /** Undefined where none is open. */
  findings: Open | undefined;
  /** What its pages' addresses begin with. */
  placeHref: string;
};

/** The rows of a table of views or accounts as they stand on a phone. */
export function PlaceList({ places, zone }: { places: Place[]; zone: string }) {
  return (
    <ul className="border-t border-line md:hidden">
      {places.map((place) => (
        <li key={place.key} className="border-b border-line last:border-b-0">
          <Link href={place.href} prefetch={false} className="block px-4 pt-3">
            <span className="flex items-baseline justify-between gap-4">
              <b className="truncate text-14 font-medium">{place.name}</b>
              <span className="num text-13">{formatCount(place.events)}</span>
            </span>
            <span className="flex justify-between gap-4 text-12 text-fg-3">
              <span>{place.asideWords}</span>
              <span>events in 14 days</span>
            </span>
          </Link>
          <div className="flex min-h-9 items-center justify-between gap-4 px-4 pb-1 text-12 text-fg-3">
            <PlaceHealth health={place.health} setUpHref={place.setUpHref} />
            {place.findings && <OpenFindings findings={place.findings} placeHref={place.placeHref} />}
            <span>
              {place.lastEventAt && 'last '}
              <LastEvent at={place.lastEventAt} zone={zone} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
