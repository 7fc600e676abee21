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
    // A containing block, or what is hidden for the eye alone (absolute) would widen the page.
    <div className="relative overflow-x-auto">
      <table
        aria-label={props.label}
        // As an attribute, with `min-width: 100%` beside it: style attributes are refused (security-headers.ts).
        width={props.minWidth ?? '100%'}
        className={cn('data-table', props.nested && 'data-table-nested', props.className)}
      >
        <colgroup>
          {Object.entries(props.widths).map(([column, width]) => (
            <col key={column} width={width ?? undefined} />
          ))}
        </colgroup>
        {props.children}
      </table>
    </div>
  );
}

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
      className={cn('text-left font-medium text-fg-3', props.numeric && 'text-right', props.className)}
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
  ...rest
}: ComponentProps<'tr'> & { selected?: boolean; open?: boolean; tall?: boolean }) {
  return (
    <tr
      data-row
      data-selected={selected || undefined}
      data-open={open || undefined}
      data-tall={tall || undefined}
      aria-current={selected || undefined}
      {...rest}
    />
  );
}

/** The row that holds a nested table. */
export function NestedRow({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr data-nest>
      <td colSpan={columns}>
        <div className="overflow-hidden rounded-control border border-line">{children}</div>
      </td>
    </tr>
  );
}
