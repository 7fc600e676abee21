import { Fragment, type ReactNode } from 'react';
import { cn } from './cn.ts';

export interface KvEntry {
  key: string;
  value: ReactNode;
  /** Ids and ARNs. */
  mono?: boolean;
  /** Muted words after the value. */
  aside?: ReactNode;
}

/** Names and values of one thing. `columns={2}` sets short values side by side where there is room. */
export function KvList({ entries, columns = 1 }: { entries: KvEntry[]; columns?: 1 | 2 }) {
  return (
    <dl
      className={cn(
        'grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-1 text-13/5',
        columns === 2 && 'md:grid-cols-[88px_minmax(0,1.3fr)_72px_minmax(0,1fr)]',
      )}
    >
      {entries.map((entry) => (
        <Fragment key={entry.key}>
          <dt className="text-fg-3">{entry.key}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {entry.mono ? <span className="mono leading-5">{entry.value}</span> : entry.value}
            {entry.aside && <span className="ml-2 text-fg-3">{entry.aside}</span>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
