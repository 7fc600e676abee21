'use client';
import { cn } from '#components/ui/cn.ts';
import { OutcomeMark } from '#components/ui/outcome.tsx';
import type { EventRow } from '#lib/events/schema.ts';
import { formatEventTime } from '#lib/time/format.ts';
import { EventLink } from './event-link.tsx';
import { userOf } from './event-table-row.tsx';
import { sameEvent } from './page-state.ts';
import { useReport } from './report-context.ts';

/** One event on a phone: what and when over who and where. */
export function EventCard({ event }: { event: EventRow }) {
  const { zone, selected } = useReport();
  const where = [userOf(event), event.sourceIp, event.region, event.resources[0]].filter(Boolean);
  return (
    <li
      className={cn(
        'relative grid min-h-14 grid-cols-[minmax(0,1fr)] gap-0.5 px-4 py-2',
        sameEvent(event, selected) && 'bg-selected',
      )}
    >
      <span className="flex items-baseline gap-2 text-13/5">
        {/* The whole card is the target, the name alone is the link. */}
        <EventLink event={event} className="truncate font-medium after:absolute after:inset-0" />
        <OutcomeMark outcome={event.outcome} />
        <time dateTime={event.eventTime} className="ml-auto whitespace-nowrap text-12 text-fg-3">
          {formatEventTime(event.eventTime, zone.zone)}
        </time>
      </span>
      <span className="truncate text-12 text-fg-3">
        {event.service} · {where.join(' · ')}
      </span>
    </li>
  );
}
