'use client';
import type { EventDetail } from '#lib/events/schema.ts';
import { formatDuration } from '#lib/time/duration.ts';
import type { BodyProps } from './body-props.ts';
import { EventEvidence } from './event-evidence.tsx';
import type { EventFacts } from './event-facts.ts';
import { RecordFields } from './event-fields.tsx';
import { EventPivots } from './event-pivots.tsx';
import { EventRaw } from './event-raw.tsx';
import { formatRate, type InsightFacts } from './insight-facts.ts';
import { InsightSummary } from './insight-summary.tsx';
import { TallyTable } from './tally-table.tsx';

/** An Insight, whole: what AWS noticed, and where the calls came from. It is no call, and has no user. */
export function InsightBody(props: BodyProps & { facts: EventFacts; insight: InsightFacts }) {
  const { event, facts, insight, zone, href } = props;
  const accountName = props.accountNames[event.accountId];
  return (
    <>
      <InsightSummary event={event} facts={insight} zone={zone} accountName={accountName} href={href} />
      <RecordFields
        event={event}
        zone={zone}
        accountName={accountName}
        more={insightFields(event, insight)}
      />
      {insight.attributions.map(({ attribute, values }) => (
        <TallyTable
          key={attribute}
          title={`Calls a minute by ${ATTRIBUTES[attribute] ?? attribute}`}
          columns={['Insight', 'Usually']}
          rows={values.map(({ value, insight, baseline }) => ({
            value: value === 'null' ? 'No error' : value,
            figures: [rateText(insight), rateText(baseline)],
          }))}
        />
      ))}
      <EventPivots event={event} facts={facts} period={props.period} href={href} />
      <EventEvidence event={event} zone={zone} href={href} />
      <EventRaw raw={event.raw} />
    </>
  );
}

const ATTRIBUTES: Record<string, string> = {
  userIdentityArn: 'identity',
  userAgent: 'agent',
  errorCode: 'error code',
};

function insightFields({ service, eventName }: EventDetail, insight: InsightFacts) {
  const kinds: Record<string, string> = { 'call-rate': 'Rate of calls', 'error-rate': 'Rate of errors' };
  const states = { start: 'Started', end: 'Ended' };
  return [
    { key: 'Event', value: eventName },
    { key: 'Service', value: service || '–' },
    { key: 'Insight', value: kinds[insight.kind] ?? (insight.kind || '–') },
    { key: 'State', value: insight.state ? states[insight.state] : '–' },
    { key: 'Lasted', value: minutesText(insight.insightMinutes) },
    { key: 'Baseline', value: minutesText(insight.baselineMinutes) },
  ];
}

function rateText(rate: number | null): string {
  return rate === null ? '–' : formatRate(rate);
}

/** CloudTrail gives both durations in minutes. */
function minutesText(minutes: number | null): string {
  return minutes === null ? '–' : formatDuration(minutes * 60_000);
}
