import type { ReactNode } from 'react';
import { type ColumnWidths, DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { AddDiscovered } from './add-discovered.tsx';

/** A column between the number and the button. */
export type UnownedColumn<Account> = {
  head: string;
  numeric?: boolean;
  cell: (account: Account) => ReactNode;
};

/** Accounts whose logs are there and that are nobody's yet: a table, on a phone cards. `children` stand at its foot. */
export function UnownedAccounts<Account extends { id: string; events: number }>(props: {
  id: string;
  title: string;
  note: ReactNode;
  accounts: Account[];
  columns: readonly UnownedColumn<Account>[];
  /** Of the number, the columns and the button. */
  widths: ColumnWidths;
  canAdd: boolean;
  children?: ReactNode;
}) {
  const { accounts, columns, canAdd } = props;
  return (
    <Panel aria-labelledby={props.id}>
      <PanelHeader id={props.id} title={props.title} note={props.note} line={false}>
        <span className="text-12 text-fg-3 max-md:hidden">
          {canAdd
            ? 'Adding one gives it a name. Its past events show at once.'
            : 'A security admin can add them.'}
        </span>
      </PanelHeader>
      <div className="max-md:hidden">
        <DataTable label={props.title} widths={props.widths} minWidth={720}>
          <thead>
            <tr>
              <HeadCell>Number</HeadCell>
              {columns.map(({ head, numeric }) => (
                <HeadCell key={head} numeric={numeric}>
                  {head}
                </HeadCell>
              ))}
              <HeadCell>{canAdd && <span className="sr-only">Add</span>}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <Row key={account.id} tall={canAdd}>
                <td className="tabular-nums">{account.id}</td>
                {columns.map(({ head, numeric, cell }) => (
                  <td key={head} className={numeric ? 'text-right' : undefined}>
                    {cell(account)}
                  </td>
                ))}
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
      {props.children}
    </Panel>
  );
}
