import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { PlacePage } from '#lib/accounts/list-places.ts';
import type { DiscoveredAccount } from '#lib/accounts/prepare-home.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { zoneLabel } from '#lib/time/format.ts';
import { AddDiscovered } from './add-discovered.tsx';
import { CountCell, LastEvent } from './place-cells.tsx';
import { PlacesPager } from './places-pager.tsx';
import { CountNote, type HomeView } from './places-panel.tsx';

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
    <Panel aria-labelledby="discovered">
      <PanelHeader id="discovered" title="Discovered accounts" note={<CountNote {...page} />} line={false}>
        <span className="text-12 text-fg-3 max-md:hidden">
          {canAdd
            ? 'Adding one gives it a name. Its past events show at once.'
            : 'A security admin can add them.'}
        </span>
      </PanelHeader>
      <div className="max-md:hidden">
        <DataTable
          label="Discovered accounts"
          widths={[160, null, 136, 152, canAdd ? 336 : 168]}
          minWidth={720}
        >
          <thead>
            <tr>
              <HeadCell>Number</HeadCell>
              <HeadCell>Found in</HeadCell>
              <HeadCell numeric>Events, 14 days</HeadCell>
              <HeadCell>Last event ({zoneLabel(zone, now)})</HeadCell>
              <HeadCell>{canAdd && <span className="sr-only">Add</span>}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <Row key={account.id} tall={canAdd}>
                <td className="tabular-nums">{account.id}</td>
                <td className="text-fg-2">{account.views.join(', ')}</td>
                <td className="text-right">
                  <CountCell value={account.events} />
                </td>
                <td>
                  <LastEvent at={account.lastEventAt} zone={zone} />
                </td>
                <td className="overflow-visible!">{canAdd && <AddDiscovered id={account.id} />}</td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      </div>
      <ul className="border-t border-line md:hidden">
        {accounts.map((account) => (
          <li key={account.id} className="grid gap-2 border-b border-line px-4 py-3 last:border-b-0">
            <div className="flex justify-between gap-4 text-14">
              <span className="tabular-nums">{account.id}</span>
              <span className="text-13 text-fg-2">{formatCount(account.events)} events</span>
            </div>
            {canAdd && <AddDiscovered id={account.id} />}
          </li>
        ))}
      </ul>
      <PlacesPager search={search} of="discovered" count={accounts.length} {...page} />
    </Panel>
  );
}
