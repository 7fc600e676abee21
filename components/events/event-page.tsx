'use client';
import { List } from 'lucide-react';
import Link from 'next/link';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { displayEventName } from '#lib/cloudtrail/event-name.ts';
import type { EventDetail } from '#lib/events/schema.ts';
import type { ViewerZone } from '#lib/time/zone.ts';
import { CopyLink } from './copy-link.tsx';
import { EventBody } from './event-body.tsx';

/** One event on a page of its own. */
export function EventPage(props: {
  scopeName: string;
  /** Where the Events report of this scope is. */
  href: string;
  /** Where a rule is made of it; null for who makes none here. */
  newRuleHref: string | null;
  event: EventDetail;
  zone: ViewerZone;
  accountNames: Readonly<Record<string, string>>;
}) {
  const { event, href, zone } = props;
  const name = displayEventName(event.eventName) || 'Event';
  return (
    <>
      <TopBar
        title={name}
        crumbs={[{ label: props.scopeName }, { label: 'Events', href }]}
        mobileSubtitle={props.scopeName}
        mobileTools={
          <>
            <CopyLink event={event} href={href} className="h-11" />
            <Button asChild variant="ghost" size="touch" square>
              <Link href={href} aria-label="All events">
                <List aria-hidden />
              </Link>
            </Button>
          </>
        }
      >
        <CopyLink event={event} href={href} />
        <Button asChild>
          <Link href={href}>
            <List aria-hidden />
            All events
          </Link>
        </Button>
        <ZoneToggle zone={zone} at={event.eventTime} />
      </TopBar>
      <PageBody>
        <Panel
          aria-label={name}
          className="mx-auto flex w-full max-w-[880px] flex-col gap-4 px-6 py-4 text-13 max-md:px-4"
        >
          <EventBody
            event={event}
            zone={zone.zone}
            accountNames={props.accountNames}
            period={null}
            href={href}
            newRuleHref={props.newRuleHref}
          />
        </Panel>
      </PageBody>
    </>
  );
}
