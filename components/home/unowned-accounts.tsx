import type { ReactNode } from 'react';
import { type ColumnWidths, HeadCell } from '#components/table/data-table.tsx';
import { TableOrList } from '#components/table/table-or-list.tsx';
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
      <TableOrList
        label={props.title}
        widths={props.widths}
        minWidth={720}
        tall={canAdd}
        head={
          <>
            <HeadCell>Number</HeadCell>
            {columns.map(({ head, numeric }) => (
              <HeadCell key={head} numeric={numeric}>
                {head}
              </HeadCell>
            ))}
            <HeadCell>{canAdd && <span className="sr-only">Add</span>}</HeadCell>
          </>
        }
        rows={accounts}
        keyOf={({ id }) => id}
        cells={(account) => (
          <>
            <td className="tabular-nums">{account.id}</td>
            {columns.map(({ head, numeric, cell }) => (
              <td key={head} className={numeric ? 'text-right' : undefined}>
                {cell(account)}
              </td>
            ))}
            <td className="overflow-visible!">{canAdd && <AddDiscovered id={account.id} />}</td>
          </>
        )}
        item={(account) => (
          <>
            <div className="flex justify-between gap-4 text-14">
              <span className="tabular-nums">{account.id}</span>
              <span className="text-13 text-fg-2">{formatCount(account.events)} events</span>
            </div>
            {canAdd && <AddDiscovered id={account.id} />}
          </>
        )}
      />
      {props.children}
    </Panel>
  );
}
