'use client';
import { Flag, FlagOff } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import type { EventDetail } from '#lib/events/schema.ts';
import { formatDuration } from '#lib/time/duration.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';
import { formatRate, type InsightFacts, timesWords } from './insight-facts.ts';
import { eventPageHref } from './page-state.ts';

const MINUTE_MS = 60_000;

/** What AWS noticed, in a sentence: which call, how often, against how often before. */
export function InsightSummary(props: {
  event: EventDetail;
  facts: InsightFacts;
  zone: string;
  accountName: string | undefined;
  href: string;
}) {
  const { event, facts, zone } = props;
  return (
    <div>
      <div className="mb-1 flex flex-wrap items-center gap-x-2">
        <h2 className="text-16 font-semibold tracking-[-.01em] wrap-anywhere">{event.eventName}</h2>
        <StateBadge state={facts.state} />
        <time dateTime={event.eventTime} className="ml-auto tabular-nums text-fg-2 max-md:ml-0 max-md:w-full">
          {formatFullTime(event.eventTime, zone)}
        </time>
      </div>
      <p className="text-13/5 wrap-anywhere text-fg-2">
        <Sentence {...props} />
      </p>
      <OtherEnd {...props} />
    </div>
  );
}

function StateBadge({ state }: Pick<InsightFacts, 'state'>) {
  if (state === 'start') {
    return (
      <Badge tone="warn" icon={<Flag aria-hidden />}>
        Insight started
      </Badge>
    );
  }
  return <Badge icon={<FlagOff aria-hidden />}>{state === 'end' ? 'Insight ended' : 'Insight'}</Badge>;
}

type SummaryProps = Parameters<typeof InsightSummary>[0];

function Sentence({ event, facts, accountName }: SummaryProps) {
  const { rate, errorCode } = facts;
  const what = facts.kind === 'error-rate' ? 'failed' : 'was called';
  const times = timesWords(rate);
  return (
    <>
      <Strong>{event.eventName}</Strong> of <Strong>{event.service}</Strong> {what}
      {errorCode && (
        <>
          {' '}
          with <Strong>{errorCode}</Strong>
        </>
      )}{' '}
      unusually often in <Strong>{event.accountId}</Strong>
      {accountName && ` (${accountName})`}
      {rate.insight !== null && (
        <>
          : <Strong>{formatRate(rate.insight)} a minute</Strong>
          {facts.insightMinutes !== null && ` for ${minutes(facts.insightMinutes)}`}
        </>
      )}
      {rate.baseline !== null && (
        <>
          , against <Strong>{formatRate(rate.baseline)}</Strong>
          {facts.baselineMinutes !== null && ` in the ${minutes(facts.baselineMinutes)} before`}
        </>
      )}
      {times && <>, {times} as often</>}.
    </>
  );
}

function OtherEnd({ event, facts, zone, href }: SummaryProps) {
  const { otherEnd } = event;
  if (!otherEnd) return null;
  return (
    <p className="mt-1 text-13/5 text-fg-2">
      {facts.state === 'end' ? 'It started' : 'It ended'}{' '}
      <Link href={eventPageHref(href, otherEnd)} prefetch={false} className="link">
        {formatMinute(otherEnd.eventTime, zone)}
      </Link>
      .
    </p>
  );
}

function Strong({ children }: { children: React.ReactNode }) {
  return <b className="font-medium text-fg">{children}</b>;
}

/** CloudTrail gives both durations in minutes. */
function minutes(count: number): string {
  return formatDuration(count * MINUTE_MS);
}
