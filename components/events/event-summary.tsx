'use client';
import { Ban, KeyRound, TriangleAlert } from 'lucide-react';
import { Note } from '#components/ui/note.tsx';
import { OutcomeBadge } from '#components/ui/outcome.tsx';
import { denialReason } from '#lib/cloudtrail/denial-reason.ts';
import { displayEventName } from '#lib/cloudtrail/event-name.ts';
import { identitySentence } from '#lib/cloudtrail/identity-sentence.ts';
import type { EventDetail } from '#lib/events/schema.ts';
import { formatFullTime, formatTime } from '#lib/time/format.ts';
import type { EventFacts } from './event-facts.ts';

/** What happened, when, who did it in a sentence, and why it failed if it did. */
export function EventSummary(props: {
  event: EventDetail;
  facts: EventFacts;
  zone: string;
  accountName: string | undefined;
}) {
  const { event, facts, zone } = props;
  const name = displayEventName(event.eventName);
  const sentence = identitySentence({
    record: facts.record,
    actor: facts.actor,
    accountId: event.accountId,
    accountName: props.accountName,
    formatTime: (timeMs) => formatTime(timeMs, zone),
  });
  return (
    <>
      <div>
        <div className="mb-1 flex flex-wrap items-center gap-x-2">
          <h2 className="text-16 font-semibold tracking-[-.01em] wrap-anywhere" title={event.eventName}>
            {name || 'No event name'}
          </h2>
          <OutcomeBadge outcome={event.outcome} />
          <time
            dateTime={event.eventTime}
            className="ml-auto tabular-nums text-fg-2 max-md:ml-0 max-md:w-full"
          >
            {formatFullTime(event.eventTime, zone)}
          </time>
        </div>
        <p className="text-13/5 wrap-anywhere text-fg-2">
          {sentence.map(({ text, strong }, place) => {
            const key = `${place}:${text}`;
            return strong ? (
              <b key={key} className="font-medium text-fg">
                {text}
              </b>
            ) : (
              <span key={key}>{text}</span>
            );
          })}
        </p>
      </div>
      <WhyFailed event={event} />
    </>
  );
}

/** Only where there is more to say than the code: a reason that AWS's message names, or the message itself. */
function WhyFailed({ event }: { event: EventDetail }) {
  if (event.outcome === 'success') return null;
  const { errorCode, errorMessage, outcome } = event;
  const reason = outcome === 'denied' ? denialReason(errorCode, errorMessage) : null;
  const said = reason ?? errorMessage;
  if (said === '') return null;
  if (outcome === 'denied') {
    return (
      <Note tone="bad" icon={<Ban aria-hidden />}>
        <b className="font-medium">Why denied:</b> {said}
      </Note>
    );
  }
  const Icon = outcome === 'auth-failed' ? KeyRound : TriangleAlert;
  return (
    <Note tone={outcome === 'auth-failed' ? 'warn' : 'neutral'} icon={<Icon aria-hidden />}>
      <b className="font-medium">{outcome === 'auth-failed' ? 'Sign-in failed:' : 'AWS answered:'}</b>{' '}
      <span className="wrap-anywhere">{said}</span>
    </Note>
  );
}
