'use client';
import { RefreshCw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { DateRange } from '#components/ui/date-range.tsx';
import type { RangeValue } from '#lib/time/ranges.ts';
import type { ViewerZone } from '#lib/time/zone.ts';
import { ZoneToggle } from './zone-toggle.tsx';

export type PeriodProps = {
  range: RangeValue;
  /** The page's clock, ISO. */
  now: string;
  zone: ViewerZone;
  onRange: (range: RangeValue) => void;
  onRefresh: () => void;
};

/** Period, zone and refresh at the end of a report's top bar. */
export function PeriodTools({ range, now, zone, onRange, onRefresh }: PeriodProps) {
  return (
    <>
      <div className="flex">
        <DateRange
          value={range}
          onChange={onRange}
          zone={zone.zone}
          now={now}
          className="[&>button]:rounded-r-none"
        />
        <ZoneToggle zone={zone} at={now} className="-ml-px rounded-l-none" />
      </div>
      <Button square aria-label="Load newer events" title="Load newer events" onClick={onRefresh}>
        <RefreshCw aria-hidden />
      </Button>
    </>
  );
}
