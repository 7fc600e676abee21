'use client';
import type { MouseEvent } from 'react';
import { cn } from '#components/ui/cn.ts';
import { displayEventName } from '#lib/cloudtrail/event-name.ts';
import type { EventRow } from '#lib/events/schema.ts';
import { useReport } from './report-context.ts';

/** The event's name. A click opens its sheet, a click with a key its link in another tab, as with any link. */
export function EventLink({ event, className }: { event: EventRow; className?: string }) {
  const { eventHref, select } = useReport();
  const open = (click: MouseEvent) => {
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.button !== 0) return;
    click.preventDefault();
    select(event);
  };
  return (
    <a
      href={eventHref(event)}
      onClick={open}
      title={event.eventName}
      data-event={event.eventId}
      className={cn('link', className)}
    >
      {displayEventName(event.eventName) || 'No name'}
    </a>
  );
}
