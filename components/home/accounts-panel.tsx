import Link from 'next/link';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { HomeAccount } from '#lib/accounts/prepare-home.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { zoneLabel } from '#lib/time/format.ts';
import { AddAccount, type AddAccountChoices } from './add-account.tsx';
import { CountCell, LastEvent } from './place-cells.tsx';
import { PlaceHealth } from './place-health.tsx';
import { PlaceList } from './place-list.tsx';
import { ROWS_SHOWN, RowsHidden } from './rows-hidden.tsx';

/** `choices` is what the add-account dialog offers; null for those who may not add one. */
export function AccountsPanel(props: {
  accounts: HomeAccount[];
  choices: AddAccountChoices | null;
  zone: string;
  now: Date;
}) {
  const { zone } = props;
  const accounts = props.accounts.slice(0, ROWS_SHOWN);
  return (
    <Panel aria-labelledby="accounts">
      <PanelHeader id="accounts" title="Accounts" note={formatCount(props.accounts.length)} line={false}>
        {props.choices && <AddAccount choices={props.choices} />}
      </PanelHeader>
      {accounts.length === 0 && (
        <p className="border-t border-line px-4 py-3 text-13/5 text-fg-2">
          No account is added yet. An added account has a name and owners, who see its events and no others.
        </p>
      )}
      {accounts.length > 0 && (
        <div className="max-md:hidden">
          <DataTable label="Accounts" widths={[null, 152, 136, 136, 168]} minWidth={720}>
            <thead>
              <tr>
                <HeadCell>Account</HeadCell>
                <HeadCell numeric>Number</HeadCell>
                <HeadCell numeric>Events, 14 days</HeadCell>
                <HeadCell>Last event ({zoneLabel(zone, props.now)})</HeadCell>
                <HeadCell>Log sources</HeadCell>
              </tr>
            </thead>
            <tbody>
              {accounts.map((account) => (
                <Row key={account.id}>
                  <td>
                    <Link
                      href={`/account/${account.id}/summary`}
                      className="font-medium hover:text-accent-ink hover:underline"
                    >
                      {account.name}
                    </Link>
                  </td>
                  <td className="text-right tabular-nums text-fg-2">{account.id}</td>
                  <td className="text-right">
                    <CountCell value={account.events} />
                  </td>
                  <td>
                    <LastEvent at={account.lastEventAt} zone={zone} />
                  </td>
                  <td>
                    <PlaceHealth health={account.health} />
                  </td>
                </Row>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
      <PlaceList
        zone={zone}
        places={accounts.map((account) => ({
          ...account,
          key: account.id,
          href: `/account/${account.id}/summary`,
          aside: account.id,
        }))}
      />
      <RowsHidden total={props.accounts.length}>
        Find the others by name or number in the switcher at the top left.
      </RowsHidden>
    </Panel>
  );
}
