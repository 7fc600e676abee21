'use client';
import { useMemo } from 'react';
import { AggregateBody } from './aggregate-body.tsx';
import { aggregateFacts } from './aggregate-facts.ts';
import type { BodyProps } from './body-props.ts';
import { EventEvidence } from './event-evidence.tsx';
import { eventFacts } from './event-facts.ts';
import { EventFields } from './event-fields.tsx';
import { EventPivots } from './event-pivots.tsx';
import { EventRaw } from './event-raw.tsx';
import { EventSummary } from './event-summary.tsx';
import { InsightBody } from './insight-body.tsx';
import { insightFacts } from './insight-facts.ts';
import { AlertLikeThis } from './make-alert.tsx';

/** One event, whole: the same in the side sheet and on a page of its own. */
export function EventBody(props: BodyProps) {
  const { event, zone, href } = props;
  const facts = useMemo(() => eventFacts(event), [event]);
  const insight = event.category === 'insight' ? insightFacts(facts.record) : null;
  if (insight) return <InsightBody {...props} facts={facts} insight={insight} />;
  const aggregate = event.category === 'aggregated' ? aggregateFacts(facts.record) : null;
  if (aggregate) return <AggregateBody {...props} aggregate={aggregate} />;
  const accountName = props.accountNames[event.accountId];
  return (
    <>
      <EventSummary event={event} facts={facts} zone={zone} accountName={accountName} />
      <EventFields event={event} facts={facts} zone={zone} accountName={accountName} />
      <EventPivots event={event} facts={facts} period={props.period} href={href}>
        {props.newRuleHref !== null && <AlertLikeThis event={event} newRuleHref={props.newRuleHref} />}
      </EventPivots>
      <EventEvidence event={event} zone={zone} href={href} />
      <EventRaw raw={event.raw} />
    </>
  );
}
