import type { PlacePage } from '#lib/accounts/list-places.ts';
import type { DiscoveredAccount } from '#lib/accounts/prepare-home.ts';
import { zoneLabel } from '#lib/time/format.ts';
import { CountCell, LastEvent } from './place-cells.tsx';
import { PlacesPager } from './places-pager.tsx';
import { CountNote, type HomeView } from './places-panel.tsx';
import { UnownedAccounts } from './unowned-accounts.tsx';

/** Accounts that were seen in a bucket and are nobody's yet, the busiest first. */
export function DiscoveredPanel(props: {
  page: PlacePage<DiscoveredAccount>;
  canAdd: boolean;
  view: HomeView;
}) {
  const { canAdd } = props;
  const { zone, now, search } = props.view;
  const { items: accounts, ...page } = props.page;
  return (
    <UnownedAccounts
      id="discovered"
      title="Discovered accounts"
      note={<CountNote {...page} />}
      accounts={accounts}
      canAdd={canAdd}
      widths={[160, null, 136, 152, canAdd ? 336 : 168]}
      columns={[
        { head: 'Found in', cell: ({ views }) => <span className="text-fg-2">{views.join(', ')}</span> },
        { head: 'Events, 14 days', numeric: true, cell: ({ events }) => <CountCell value={events} /> },
        {
          head: `Last event (${zoneLabel(zone, now)})`,
          cell: ({ lastMs }) => <LastEvent at={lastMs} zone={zone} />,
        },
      ]}
    >
      <PlacesPager search={search} of="discovered" count={accounts.length} {...page} />
    </UnownedAccounts>
  );
}
