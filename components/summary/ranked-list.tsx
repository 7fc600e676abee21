import Link from 'next/link';
import { groupLabel } from '#components/events/group-words.ts';
import { Panel } from '#components/ui/panel.tsx';
import { formatCount, formatShare } from '#lib/charts/format-number.ts';
import type { EventFilters } from '#lib/events/schema.ts';
import { listQuery, valueQuery } from '#lib/summary/event-links.ts';
import { isComparable } from '#lib/summary/prepare-comparison.ts';
import { LIST_FIELDS, type RankedValue, type Summary, type SummaryList } from '#lib/summary/schema.ts';
import { Change } from './change.tsx';
import { LIST_TITLES } from './list-titles.ts';

/** The most frequent values of a field, each a link to just those events. */
export function RankedList(props: {
  list: SummaryList;
  summary: Summary;
  filters: EventFilters;
  eventsHref: string;
}) {
  const { list, summary, filters, eventsHref } = props;
  const { title, none } = LIST_TITLES[list];
  const rows = summary[list];
  const total = summary.values[list];
  const compared = isComparable(summary);
  const id = `list-${list}`;
  return (
    <Panel aria-labelledby={id} className="px-2 pb-2">
      <header className={`${columns} min-h-10 text-11 text-fg-3`}>
        <span className="flex min-w-0 items-baseline gap-2">
          <h2 id={id} className="text-13 font-semibold text-fg">
            {title}
          </h2>
          {total > 0 && (
            <Link
              href={`${eventsHref}?${listQuery(filters, list)}`}
              prefetch={false}
              className="link whitespace-nowrap text-12"
            >
              All {formatCount(total)}
            </Link>
          )}
        </span>
        {total > 0 && (
          <>
            <span aria-hidden>Events</span>
            <span aria-hidden className="text-right">
              {compared ? 'Change' : 'Share'}
            </span>
          </>
        )}
      </header>
      {rows.length === 0 && <p className="px-2 pb-3 text-13/5 text-fg-3">{none}</p>}
      <ol>
        {rows.map((row) => (
          <li
            key={row.value}
            className={`${columns} relative h-7 rounded-chip text-13 hover:bg-hover max-md:h-11`}
          >
            <Bar share={row.events / Math.max(1, rows[0]?.events ?? 0)} />
            <Link
              href={`${eventsHref}?${valueQuery(filters, list, row.value)}`}
              prefetch={false}
              title={row.value}
              className="relative truncate rounded-[2px] after:absolute after:inset-0 hover:text-accent-ink"
            >
              {groupLabel(LIST_FIELDS[list], row.value, NO_NAMES)}
            </Link>
            <span className="num relative">
              {formatCount(row.events)}
              <span className="sr-only"> events</span>
            </span>
            <span className="relative text-right text-12 tabular-nums text-fg-2">
              {compared ? <Change now={row.events} before={row.eventsBefore} /> : shareOf(row, summary)}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const NO_NAMES = {};
const columns = 'grid grid-cols-[minmax(0,1fr)_auto_60px] items-center gap-2 px-2';

function shareOf({ events }: RankedValue, summary: Summary): string {
  return formatShare(events, summary.events);
}

// Under the words, as long as the count is of the largest; it ends where the figures begin.
function Bar({ share }: { share: number }) {
  return (
    <span aria-hidden className="pointer-events-none absolute inset-y-[3px] left-0 right-[136px]">
      <span
        className="block h-full min-w-px rounded-[3px] bg-accent-soft"
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}
