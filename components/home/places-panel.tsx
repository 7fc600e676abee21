import type { ReactNode } from 'react';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { HomeSearch } from '#lib/accounts/home-search.ts';
import type { PlacePage } from '#lib/accounts/list-places.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { type Place, PlacesTable } from './places-table.tsx';

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
        <PlacesTable label={title} heads={props.heads} places={places} {...props.view} />
      )}
      {props.pager}
    </Panel>
  );
}

/** `6`, or `2 of 6` where a search leaves some out. */
export function CountNote({ matching, total }: Pick<PlacePage<unknown>, 'matching' | 'total'>) {
  return matching === total ? formatCount(total) : `${formatCount(matching)} of ${formatCount(total)}`;
}
