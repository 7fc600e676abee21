'use client';
import { Activity, Box, Clock, Globe, KeyRound, ListFilter, LogIn, Spline, User } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { EventDetail, EventFilters } from '#lib/events/schema.ts';
import { toSearchParams } from '#lib/events/url.ts';
import type { EventFacts } from './event-facts.ts';
import { type PivotKind, toPivots } from './pivots.ts';

const ICONS: Record<PivotKind, typeof User> = {
  user: User,
  ip: Globe,
  'access-key': KeyRound,
  resource: Box,
  around: Clock,
  'assume-role': Spline,
  'sign-in': LogIn,
  session: Activity,
  'made-session': Activity,
  'counted-calls': ListFilter,
};

/** Searches that lead on from the event, each a link to this report. */
export function EventPivots(props: {
  event: EventDetail;
  facts: EventFacts;
  period: Pick<EventFilters, 'from' | 'to'> | null;
  href: string;
  /** What else can be done with the event, behind the searches. */
  children?: ReactNode;
}) {
  const pivots = toPivots(props.event, props.facts, props.period);
  return (
    <section aria-labelledby="look-further">
      <h3 id="look-further" className="mb-2 text-12 font-semibold">
        Look further
      </h3>
      <div className="flex flex-wrap gap-2">
        {pivots.map(({ kind, label, search }) => {
          const Icon = ICONS[kind];
          return (
            <Button key={kind} asChild className="max-md:h-11">
              <Link href={`${props.href}?${toSearchParams(search)}`} prefetch={false}>
                <Icon aria-hidden />
                {label}
              </Link>
            </Button>
          );
        })}
        {props.children}
      </div>
    </section>
  );
}
