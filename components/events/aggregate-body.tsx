'use client';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatFullTime } from '#lib/time/format.ts';
import type { AggregateFacts } from './aggregate-facts.ts';
import type { BodyProps } from './body-props.ts';
import { EventEvidence } from './event-evidence.tsx';
import { RecordFields } from './event-fields.tsx';
import { EventRaw } from './event-raw.tsx';
import { TallyTable } from './tally-table.tsx';

const DIMENSIONS: Record<string, string> = {
  eventName: 'event type',
  userIdentityArn: 'identity',
  userAgent: 'agent',
  sourceIPAddress: 'IP address',
  errorCode: 'error code',
};

/** A five-minute summary of data events, whole: how many calls there were, by what AWS counted. It is no call itself. */
export function AggregateBody(props: BodyProps & { aggregate: AggregateFacts }) {
  const { event, aggregate, zone, href } = props;
  const accountName = props.accountNames[event.accountId];
  const more = [
    { key: 'Service', value: event.service || '–' },
    { key: 'Event', value: event.eventName || '–' },
  ];
  return (
    <>
      <div>
        <h2 className="text-16 font-semibold tracking-[-.01em] wrap-anywhere">
          {event.eventName || event.service || 'Aggregated record'}
        </h2>
        <p className="text-13/5 text-fg-2">
          Data events that CloudTrail counted together
          {aggregate.windowStart && `, from ${formatFullTime(aggregate.windowStart, zone)}`}
          {aggregate.windowEnd && ` to ${formatFullTime(aggregate.windowEnd, zone)}`}. None of them is in the
          counts of events.
        </p>
      </div>
      <RecordFields event={event} zone={zone} accountName={accountName} more={more} />
      {aggregate.tallies.map(({ dimension, values }) => (
        <TallyTable
          key={dimension}
          title={`Calls by ${DIMENSIONS[dimension] ?? dimension}`}
          columns={['Calls']}
          rows={values.map(({ name, count }) => ({ value: name, figures: [formatCount(count)] }))}
        />
      ))}
      <EventEvidence event={event} zone={zone} href={href} />
      <EventRaw raw={event.raw} />
    </>
  );
}
