'use client';
import { Fragment } from 'react';
import { Swatch } from '#components/charts/swatch.tsx';
import { ErrorsCell, ValueBar } from '#components/table/cells.tsx';
import { DataTable, HeadCell, NestedRow, Row } from '#components/table/data-table.tsx';
import { PlusToggle } from '#components/table/plus-toggle.tsx';
import { cn } from '#components/ui/cn.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { SeriesColour } from '#lib/charts/series-colours.ts';
import type { EventGroup } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { formatEventTime, zoneLabel } from '#lib/time/format.ts';
import { GroupEvents } from './group-events.tsx';
import { GROUP_WORDS, groupLabel, identityWords, isNone } from './group-words.ts';
import type { GroupSort } from './page-state.ts';
import { useReport } from './report-context.ts';

export type GroupsProps = {
  search: EventSearch;
  groups: readonly EventGroup[];
  /** Events of the largest group: the full length of a bar. */
  most: number;
  colourOf: (value: string) => SeriesColour;
  sort: GroupSort;
  onSort: (sort: GroupSort) => void;
  open: readonly string[];
  onToggle: (value: string, open: boolean) => void;
};

const WIDTHS = { user: [40, null, 112, 296, 144, 160, 152], other: [40, null, 296, 144, 160, 152] } as const;
const MIN_WIDTH = 980;

/** The groups of the period as rows; the green plus opens a group's events beneath it. */
export function GroupsTable(props: GroupsProps) {
  const byUser = props.search.groupBy === 'user';
  return (
    <DataTable
      label={`Events by ${GROUP_WORDS[props.search.groupBy].one}`}
      widths={byUser ? WIDTHS.user : WIDTHS.other}
      minWidth={MIN_WIDTH}
    >
      <GroupsHead {...props} />
      <tbody>
        {props.groups.map((group) => (
          <GroupRows key={group.value} {...props} group={group} byUser={byUser} />
        ))}
      </tbody>
    </DataTable>
  );
}

/** The table before its rows are there: the same columns, so that nothing moves when they come. */
export function GroupsTableSkeleton({ search, rows }: { search: EventSearch; rows: number }) {
  const byUser = search.groupBy === 'user';
  return (
    <DataTable label="Groups" widths={byUser ? WIDTHS.user : WIDTHS.other} minWidth={MIN_WIDTH}>
      <GroupsHead search={search} sort="events" />
      <tbody aria-hidden>
        {Array.from({ length: rows }, (_, row) => row).map((row) => (
          <tr key={row}>
            <td>
              <Skeleton className="size-4" />
            </td>
            <td>
              <Skeleton width={96 + ((row * 37) % 64)} />
            </td>
            {byUser && (
              <td>
                <Skeleton width={48 + ((row * 23) % 32)} />
              </td>
            )}
            <td>
              <Skeleton className="ml-auto" width={Math.max(64, 240 - row * 18)} />
            </td>
            <td>
              <Skeleton className="mr-[60px] ml-auto" width={40} />
            </td>
            <td className="pl-6!">
              <Skeleton width={104} />
            </td>
            <td>
              <Skeleton width={104} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function GroupsHead(props: {
  search: EventSearch;
  sort: GroupSort;
  /** Without it the heads are no buttons. */
  onSort?: (sort: GroupSort) => void;
}) {
  const { search, sort, onSort } = props;
  const { zone } = useReport();
  const zoneWord = zoneLabel(zone.zone, search.filters.to);
  return (
    <thead>
      <tr>
        <HeadCell>
          <span className="sr-only">Events of the group</span>
        </HeadCell>
        <HeadCell>{GROUP_WORDS[search.groupBy].label}</HeadCell>
        {search.groupBy === 'user' && <HeadCell>Identity</HeadCell>}
        <SortHead name="events" label="Events" sort={sort} onSort={onSort} numeric />
        <SortHead name="errors" label="Errors" sort={sort} onSort={onSort} numeric />
        <HeadCell className="pl-6!">First seen ({zoneWord})</HeadCell>
        <SortHead name="lastSeen" label={`Last seen (${zoneWord})`} sort={sort} onSort={onSort} />
      </tr>
    </thead>
  );
}

function GroupRows(props: GroupsProps & { group: EventGroup; byUser: boolean }) {
  const { group, search, byUser } = props;
  const { zone, accountNames } = useReport();
  const label = groupLabel(search.groupBy, group.value, accountNames);
  const open = props.open.includes(group.value);
  return (
    <Fragment>
      <Row open={open}>
        <td className="overflow-visible!">
          <PlusToggle
            open={open}
            what={`events of ${label}`}
            onToggle={() => props.onToggle(group.value, !open)}
          />
        </td>
        <td title={label}>
          <span className="flex min-w-0 items-center gap-2">
            <Swatch colour={props.colourOf(group.value)} />
            <span className={cn('truncate font-medium', isNone(group.value) && 'font-normal text-fg-3')}>
              {label}
            </span>
          </span>
        </td>
        {byUser && (
          <td className="text-fg-2" title={identityWords(group)}>
            {identityWords(group)}
          </td>
        )}
        <td>
          <ValueBar value={group.events} max={props.most} trackPx={160} />
        </td>
        <td>
          <ErrorsCell events={group.events} errors={group.errors} />
        </td>
        <td className="pl-6! text-fg-2">
          <time dateTime={group.firstSeen}>{formatEventTime(group.firstSeen, zone.zone)}</time>
        </td>
        <td className="text-fg-2">
          <time dateTime={group.lastSeen}>{formatEventTime(group.lastSeen, zone.zone)}</time>
        </td>
      </Row>
      {open && (
        <NestedRow columns={byUser ? 7 : 6}>
          <GroupEvents search={search} group={group} label={label} />
        </NestedRow>
      )}
    </Fragment>
  );
}

function SortHead(props: {
  name: GroupSort;
  label: string;
  sort: GroupSort;
  onSort?: (sort: GroupSort) => void;
  numeric?: boolean;
}) {
  const { name, label, sort } = props;
  return (
    <HeadCell numeric={props.numeric} sorted={name === sort ? 'descending' : undefined}>
      <button
        type="button"
        onClick={() => props.onSort?.(name)}
        disabled={!props.onSort}
        className="cursor-pointer rounded-[2px] enabled:hover:text-fg disabled:cursor-default"
        title={`Sort by ${label.toLowerCase()}`}
      >
        {label}
      </button>
    </HeadCell>
  );
}
