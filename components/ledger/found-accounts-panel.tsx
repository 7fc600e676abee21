import { CountCell, LastEvent } from '#components/home/place-cells.tsx';
import { UnownedAccounts } from '#components/home/unowned-accounts.tsx';
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
  const { total } = props.found;
  if (total === 0) return null;
  const accounts = props.found.accounts.map(({ accountId, ...found }) => ({ id: accountId, ...found }));
  return (
    <UnownedAccounts
      id="found"
      title="Accounts found, not added"
      note={formatCount(total)}
      accounts={accounts}
      canAdd={canAdd}
      widths={[176, 168, 168, 136, null]}
      columns={[
        {
          head: `Last event (${zoneLabel(zone, props.now)})`,
          cell: ({ lastEventAt }) => <LastEvent at={lastEventAt} zone={zone} />,
        },
        { head: 'First found', cell: ({ firstFoundAt }) => <LastEvent at={firstFoundAt} zone={zone} /> },
        { head: 'Events from here', numeric: true, cell: ({ events }) => <CountCell value={events} /> },
      ]}
    >
      {accounts.length < total && (
        <p className="border-t border-line px-4 py-2 text-12 text-fg-3">
          {formatCount(accounts.length)} of {formatCount(total)} shown, the busiest first.
        </p>
      )}
    </UnownedAccounts>
  );
}
