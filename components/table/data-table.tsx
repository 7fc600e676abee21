import type { ComponentProps, ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';

/** Width of a column in px; null takes what is left. */
export type ColumnWidths = readonly (number | null)[];

/**
 * A table of fixed layout: columns stand where `widths` puts them whatever the rows hold. `minWidth` is where it
 * begins to scroll sideways instead of squeezing.
 */
export function DataTable(props: {
  label: string;
  widths: ColumnWidths;
  minWidth?: number;
  nested?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className="overflow-x-auto">
      <table
        aria-label={props.label}
        style={{ minWidth: props.minWidth }}
        className={cn(
          'w-full table-fixed border-collapse',
          props.nested ? nestedClass : mainClass,
          props.className,
        )}
      >
        <colgroup>
          {Object.entries(props.widths).map(([column, width]) => (
            <col key={column} style={width === null ? undefined : { width }} />
          ))}
        </colgroup>
        {props.children}
      </table>
    </div>
  );
}

const cellEnds =
  '[&_th]:px-2 [&_td]:px-2 [&_td]:truncate [&_th]:truncate [&_td]:border-b [&_td]:border-line [&_tbody>tr:last-child>td]:border-b-0';
const mainClass = `text-13 ${cellEnds} [&_th]:h-8 [&_th]:text-12 [&_td]:h-8 [&_th:first-child]:pl-4 [&_td:first-child]:pl-4 [&_th:last-child]:pr-4 [&_td:last-child]:pr-4 [&_thead]:border-t [&_thead]:border-line`;
const nestedClass = `text-12 ${cellEnds} [&_th]:h-7 [&_th]:text-11 [&_td]:h-7 [&_th:first-child]:pl-3 [&_td:first-child]:pl-3 [&_th:last-child]:pr-3 [&_td:last-child]:pr-3`;

/** A column's head. `sorted` shows which column orders the rows, and tells it. */
export function HeadCell(props: {
  children?: ReactNode;
  numeric?: boolean;
  sorted?: 'descending' | 'ascending';
  className?: string;
}) {
  return (
    <th
      scope="col"
      aria-sort={props.sorted}
      className={cn(
        'border-b border-line bg-surface-2 text-left font-medium text-fg-3',
        props.numeric && 'text-right',
        props.className,
      )}
    >
      {props.children}
      {props.sorted && <SortMark up={props.sorted === 'ascending'} />}
    </th>
  );
}

function SortMark({ up }: { up: boolean }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="ml-1 inline-block size-3 align-[-2px]">
      <path
        d={up ? 'M8 13V3M4 7l4-4 4 4' : 'M8 3v10M4 9l4 4 4-4'}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A body row. `selected` marks the one whose sheet is open; `open` joins it to the nested table under it. */
export function Row({
  selected,
  open,
  tall,
  className,
  ...rest
}: ComponentProps<'tr'> & { selected?: boolean; open?: boolean; tall?: boolean }) {
  return (
    <tr
      aria-current={selected || undefined}
      className={cn(
        '[&:hover>td]:bg-hover',
        tall && '[&>td]:h-12',
        open && '[&>td]:border-b-transparent [&:hover>td]:bg-surface',
        selected &&
          '[&>td]:bg-selected [&:hover>td]:bg-selected [&>td:first-child]:shadow-[inset_2px_0_0_var(--accent)]',
        className,
      )}
      {...rest}
    />
  );
}

/** The row that holds a nested table. */
export function NestedRow({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={columns} className="h-auto! overflow-visible bg-surface pt-0 pr-4 pb-3 pl-10!">
        <div className="overflow-hidden rounded-control border border-line">{children}</div>
      </td>
    </tr>
  );
}
