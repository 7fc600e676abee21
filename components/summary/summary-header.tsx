'use client';
import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { SearchInput } from '#components/filters/search-box.tsx';
import { type PeriodProps, PeriodTools } from '#components/layout/period-tools.tsx';
import { TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { Button } from '#components/ui/button.tsx';
import { DateRange } from '#components/ui/date-range.tsx';
import type { EventFilters } from '#lib/events/schema.ts';
import { eventsQuery } from '#lib/summary/event-links.ts';

/** Search, period, zone and refresh in the top bar; on a phone the period stands beneath it. A search leads to Events. */
export function SummaryHeader(
  props: PeriodProps & { scopeName: string; subtitle: string; filters: EventFilters; eventsHref: string },
) {
  const { zone, now } = props;
  return (
    <>
      <TopBar
        title="Summary"
        crumbs={[{ label: props.scopeName }]}
        mobileSubtitle={props.subtitle}
        mobileTools={
          <Button
            variant="ghost"
            size="touch"
            square
            aria-label="Load newer events"
            onClick={props.onRefresh}
          >
            <RefreshCw aria-hidden />
          </Button>
        }
      >
        <EventsSearch filters={props.filters} eventsHref={props.eventsHref} />
        <PeriodTools {...props} />
      </TopBar>
      <div className="flex gap-2 overflow-x-auto border-b border-line bg-surface px-4 py-2 md:hidden">
        <DateRange compact value={props.range} onChange={props.onRange} zone={zone.zone} now={now} />
        <ZoneToggle zone={zone} at={now} className="h-9" />
      </div>
    </>
  );
}

function EventsSearch({ filters, eventsHref }: { filters: EventFilters; eventsHref: string }) {
  const router = useRouter();
  const [q, setQ] = useState('');
  return (
    <SearchInput
      className="max-w-[440px] flex-1"
      value={q}
      onChange={setQ}
      onEnter={() => q.trim() && router.push(`${eventsHref}?${eventsQuery({ ...filters, q: q.trim() })}`)}
    />
  );
}
