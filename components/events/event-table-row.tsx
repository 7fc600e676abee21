'use client';
import { MiddleCut } from '#components/table/cells.tsx';
import { OutcomeMark } from '#components/ui/outcome.tsx';
import { CALL_CATEGORIES, type EventRow } from '#lib/events/schema.ts';
import { formatEventTime, formatFullTime } from '#lib/time/format.ts';
import { EventLink } from './event-link.tsx';
import { useReport } from './report-context.ts';

/** The cells of one event in a group's table. */
export function EventTableRow({ event }: { event: EventRow }) {
  const { zone } = useReport();
  return (
    <>
      <td title={userOf(event)}>{userOf(event) || '–'}</td>
      <td title={event.sourceIp}>{event.sourceIp || '–'}</td>
      <td>
        <span className="flex items-center gap-1.5">
          <EventLink event={event} className="truncate" />
          <OutcomeMark outcome={event.outcome} title={event.errorCode || undefined} />
        </span>
      </td>
      <td title={event.service}>{event.service || '–'}</td>
      <td title={formatFullTime(event.eventTime, zone.zone)}>
        <time dateTime={event.eventTime}>{formatEventTime(event.eventTime, zone.zone)}</time>
      </td>
      <td>{event.region || '–'}</td>
      <td>
        <ResourceCell resources={event.resources} />
      </td>
    </>
  );
}

/** '' for what nobody did: an Insight tells of others' calls, an aggregated record sums them up. */
export function userOf({ user, category }: EventRow): string {
  return CALL_CATEGORIES.includes(category) ? user : '';
}

/** The first resource by its own name; how many more there are stands behind. */
function ResourceCell({ resources }: { resources: readonly string[] }) {
  const [first] = resources;
  if (first === undefined) return <span className="text-fg-3">–</span>;
  const more = resources.length - 1;
  return (
    <span title={resources.join('\n')}>
      <MiddleCut text={shortResource(first)} keep={more > 0 ? 30 : 34} />
      {more > 0 && <span className="text-fg-3"> +{more}</span>}
    </span>
  );
}

/** `key/7c9e…` for a key's ARN, the bucket for a bucket's: what an ARN says after its account. Other ids as they are. */
export function shortResource(resource: string): string {
  if (!resource.startsWith('arn:')) return resource;
  return resource.split(':').slice(5).join(':') || resource;
}
