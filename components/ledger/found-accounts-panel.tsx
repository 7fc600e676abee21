import { AddDiscovered } from '#components/home/add-discovered.tsx';
import { CountCell, LastEvent } from '#components/home/place-cells.tsx';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { FoundAccount } from '#lib/ledger/queries/list-found-accounts.ts';
import { zoneLabel } from '#lib/time/format.ts';

/** Accounts that were found in the source and are nobody's yet, the busiest first; nothing where there is none. */
export function FoundAccountsPanel(props: {
  found: { accounts: FoundAccount[]; total: number };
  canAdd: boolean;
  zone: string;
  now: string;
}) {
  const { canAdd, zone } = props;
  const { accounts, total } = props.found;
  if (total === 0) return null;
  return (
    <Panel aria-labelledby="found">
      <PanelHeader id="found" title="Accounts found, not added" note={formatCount(total)} line={false}>
        <span className="text-12 text-fg-3 max-md:hidden">
          {canAdd
            ? 'Adding one gives it a name. Its past events show at once.'
            : 'A security admin can add them.'}
        </span>
      </PanelHeader>
      <div className="max-md:hidden">
        <DataTable label="Accounts found, not added" widths={[176, 168, 168, 136, null]} minWidth={720}>
          <thead>
            <tr>
              <HeadCell>Number</HeadCell>
              <HeadCell>Last event ({zoneLabel(zone, props.now)})</HeadCell>
              <HeadCell>First found</HeadCell>
              <HeadCell numeric>Events from here</HeadCell>
              <HeadCell>{canAdd && <span className="sr-only">Add</span>}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <Row key={account.accountId} tall={canAdd}>
                <td className="tabular-nums">{account.accountId}</td>
                <td>
                  <LastEvent at={account.lastEventAt} zone={zone} />
                </td>
                <td>
                  <LastEvent at={account.firstFoundAt} zone={zone} />
                </td>
                <td className="text-right">
                  <CountCell value={account.events} />
                </td>
                <td className="overflow-visible!">{canAdd && <AddDiscovered id={account.accountId} />}</td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      </div>
      <ul className="border-t border-line md:hidden">
        {accounts.map((account) => (
          <li key={account.accountId} className="grid gap-2 border-b border-line px-4 py-3 last:border-b-0">
            <div className="flex justify-between gap-4 text-14">
              <span className="tabular-nums">{account.accountId}</span>
              <span className="text-13 text-fg-2">{formatCount(account.events)} events</span>
            </div>
            {canAdd && <AddDiscovered id={account.accountId} />}
          </li>
        ))}
      </ul>
      {accounts.length < total && (
        <p className="border-t border-line px-4 py-2 text-12 text-fg-3">
          {formatCount(accounts.length)} of {formatCount(total)} shown, the busiest first.
        </p>
      )}
    </Panel>
  );
}
