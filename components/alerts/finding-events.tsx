import Link from 'next/link';
import { cutMiddle } from '#components/table/cells.tsx';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { OutcomeMark } from '#components/ui/outcome.tsx';
import type { FindingDetail } from '#lib/alerts/findings/schema.ts';
import { displayEventName } from '#lib/cloudtrail/event-name.ts';
import { formatEventTime, formatFullTime, zoneLabel } from '#lib/time/format.ts';

const WIDTHS = [128, null, 132, null];

/** The newest events of a finding, each a link to all that is known of it. `base` is the scope's own, `/view/acme`. */
export function FindingEvents(props: { matches: FindingDetail['matches']; base: string; zone: string }) {
  const { matches, zone } = props;
  const newest = matches.events[0];
  if (!newest)
    return (
      <p className="text-13 text-fg-3">
        Its events are not kept any more: they were older than the retention.
      </p>
    );
  return (
    <div className="overflow-hidden rounded-control border border-line">
      <DataTable label="Events of the finding" widths={WIDTHS} minWidth={560} className="data-table-nested">
        <thead>
          <tr>
            <HeadCell>Time ({zoneLabel(zone, newest.eventTime)})</HeadCell>
            <HeadCell>Event name</HeadCell>
            <HeadCell>Source IP</HeadCell>
            <HeadCell>Resource ID</HeadCell>
          </tr>
        </thead>
        <tbody>
          {matches.events.map((event) => (
            <Row key={event.eventId}>
              <td title={formatFullTime(event.eventTime, zone)}>{formatEventTime(event.eventTime, zone)}</td>
              <td>
                <span className="flex items-center gap-1.5">
                  <Link
                    href={`${props.base}/events/${event.accountId}/${event.eventId}?time=${encodeURIComponent(event.eventTime)}`}
                    prefetch={false}
                    className="link truncate"
                  >
                    {displayEventName(event.eventName) || 'No name'}
                  </Link>
                  {event.outcome !== 'success' && <OutcomeMark outcome={event.outcome} />}
                </span>
              </td>
              <td title={event.sourceIp}>{event.sourceIp}</td>
              <td title={event.resources.join('\n')}>{cutMiddle(event.resources[0] ?? '', 36)}</td>
            </Row>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
