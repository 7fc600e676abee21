import type { ReactNode } from 'react';
import { formatCount } from '#lib/charts/format-number.ts';

/** Rows of a list that Home draws: a page of thousands is of no use, and slow. */
export const ROWS_SHOWN = 200;

/** Says that a list goes on, and where; nothing where it does not. */
export function RowsHidden({ total, children }: { total: number; children: ReactNode }) {
  if (total <= ROWS_SHOWN) return null;
  return (
    <p className="border-t border-line px-4 py-2 text-12 text-fg-3">
      {ROWS_SHOWN} of {formatCount(total)} shown. {children}
    </p>
  );
}
