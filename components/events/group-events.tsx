'use client';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { useNarrow } from '#components/ui/use-narrow.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import type { EventGroup, EventRow } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import { zoneLabel } from '#lib/time/format.ts';
import { EventCard } from './event-card.tsx';
import { EventTableRow } from './event-table-row.tsx';
import { sameEvent } from './page-state.ts';
import { useReport } from './report-context.ts';
import { EVENTS_A_PAGE, useGroupEvents } from './use-group-events.ts';

/** The events of an open group: newest first, eight a page. */
export function GroupEvents({
  search,
  group,
  label,
}: {
  search: EventSearch;
  group: EventGroup;
  label: string;
}) {
  const { list, busy, error, again } = useGroupEvents(search, group.value, group.events);
  const narrow = useNarrow();
  if (!list && error) return <EventsFailed message={error.message} hint={error.hint} onAgain={again} />;
  if (!list) {
    return (
      <div aria-busy className="bg-surface" role="status" aria-label={`Loading events of ${label}`}>
        <TableSkeleton
          rows={Math.min(EVENTS_A_PAGE, group.events)}
          widths={[80, 96, 140, 64, 104, 88, 160]}
        />
      </div>
    );
  }
  const last = list.offset + list.events.length;
  return (
    <div aria-busy={busy} className={busy ? 'opacity-60' : undefined}>
      {narrow ? <EventCards events={list.events} /> : <EventsTable events={list.events} label={label} />}
      {error && <EventsFailed message={error.message} hint={error.hint} onAgain={again} />}
      <Pager
        nested
        busy={busy}
        range={`${formatCount(list.offset + 1)} – ${formatCount(last)} of ${formatCount(list.total)}`}
        note="newest first"
        previousLabel="Newer"
        nextLabel="Older"
        onPrevious={list.newer ? () => void list.newer?.() : undefined}
        onNext={list.older ? () => void list.older?.() : undefined}
      >
        <span className="text-fg-3 max-md:hidden">{EVENTS_A_PAGE} a page</span>
      </Pager>
    </div>
  );
}

function EventsTable({ events, label }: { events: readonly EventRow[]; label: string }) {
  const { zone, selected } = useReport();
  const now = events[0]?.eventTime ?? 0;
  return (
    <DataTable
      nested
      label={`Events of ${label}`}
      widths={[136, 124, 232, 124, 128, 112, null]}
      minWidth={920}
    >
      <thead>
        <tr>
          <HeadCell>User</HeadCell>
          <HeadCell>IP address</HeadCell>
          <HeadCell>Event name</HeadCell>
          <HeadCell>Service</HeadCell>
          <HeadCell sorted="descending">Time ({zoneLabel(zone.zone, now)})</HeadCell>
          <HeadCell>Region</HeadCell>
          <HeadCell>Resource ID</HeadCell>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <Row key={`${event.accountId}:${event.eventId}`} selected={sameEvent(event, selected)}>
            <EventTableRow event={event} />
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function EventCards({ events }: { events: readonly EventRow[] }) {
  return (
    <ul className="divide-y divide-line">
      {events.map((event) => (
        <EventCard key={`${event.accountId}:${event.eventId}`} event={event} />
      ))}
    </ul>
  );
}

function EventsFailed(props: { message: string; hint: string | undefined; onAgain: () => void }) {
  return (
    <Note
      tone="bad"
      role="alert"
      className="rounded-none border-x-0"
      action={<Button onClick={props.onAgain}>Try again</Button>}
    >
      {props.message} {props.hint}
    </Note>
  );
}
