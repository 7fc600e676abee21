import type { Key, ReactNode } from 'react';
import { type ColumnWidths, DataTable, HeadCell, Row } from './data-table.tsx';

/**
 * Rows as a table, and on a phone one under the other. `head` are the columns' heads, `cells` a row's cells in the same order, `item` what
 * stands of it on a phone. `tall` rows have room for two lines.
 */
export function TableOrList<Item>(props: {
  label: string;
  widths: ColumnWidths;
  minWidth: number;
  tall?: boolean;
  head: ReactNode;
  rows: readonly Item[];
  keyOf: (row: Item) => Key;
  cells: (row: Item) => ReactNode;
  item: (row: Item) => ReactNode;
}) {
  const { label, rows, keyOf } = props;
  return (
    <>
      <div className="max-md:hidden">
        <DataTable label={label} widths={props.widths} minWidth={props.minWidth}>
          <thead>
            <tr>{props.head}</tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={keyOf(row)} tall={props.tall}>
                {props.cells(row)}
              </Row>
            ))}
          </tbody>
        </DataTable>
      </div>
      <ul aria-label={label} className="md:hidden">
        {rows.map((row) => (
          <li key={keyOf(row)} className="grid gap-2 border-t border-line px-4 py-3 text-13">
            {props.item(row)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The head of the column of what may be done with a row: said, not shown. */
export function ActionsHead() {
  return (
    <HeadCell>
      <span className="sr-only">Actions</span>
    </HeadCell>
  );
}
