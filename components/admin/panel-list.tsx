import type { ReactNode } from 'react';
import { type ColumnWidths, DataTable } from '#components/table/data-table.tsx';
import { LIST_ROWS, type ListParams, type ListSpec } from '#lib/lists/list-params.ts';
import { ListPager } from './list-pager.tsx';
import { ListToolbar } from './list-toolbar.tsx';

/** A list inside a panel: its search box and pager come with more rows than one page has. `noun` is what the rows are, in the plural. */
export function PanelList(props: {
  spec: ListSpec;
  params: ListParams;
  shown: { total: number; page: number; pages: number };
  label: string;
  noun: string;
  placeholder: string;
  widths: ColumnWidths;
  minWidth: number;
  head: ReactNode;
  children: ReactNode;
}) {
  const { spec, params, shown, label, noun } = props;
  const searched = params.q !== '';
  if (shown.total === 0 && !searched) return null;
  const large = searched || shown.total > LIST_ROWS;
  return (
    <div className="border-t border-line">
      {large && (
        <div className="px-4 py-3 max-md:px-0 max-md:pt-0">
          <ListToolbar spec={spec} params={params} label={`Search ${noun}`} placeholder={props.placeholder} />
        </div>
      )}
      {shown.total === 0 ? (
        <p className="border-t border-line p-4 text-13 text-fg-3">None of the {noun} matches.</p>
      ) : (
        <DataTable
          label={label}
          widths={props.widths}
          minWidth={props.minWidth}
          className={large ? 'border-t border-line' : undefined}
        >
          <thead>
            <tr>{props.head}</tr>
          </thead>
          <tbody>{props.children}</tbody>
        </DataTable>
      )}
      {large && <ListPager spec={spec} params={params} shown={shown} noun={noun} />}
    </div>
  );
}
