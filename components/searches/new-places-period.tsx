'use client';
import { usePathname, useRouter } from 'next/navigation';
import { DateRange } from '#components/ui/date-range.tsx';
import type { RangeValue } from '#lib/time/ranges.ts';

/** The period of a page that the server makes: another one is another address. */
export function NewPlacesPeriod(props: { range: RangeValue; zone: string; now: string; nameOnly?: boolean }) {
  const router = useRouter();
  const pathname = usePathname();
  const go = (range: RangeValue) =>
    router.push(`${pathname}?${new URLSearchParams('from' in range ? range : { preset: range.preset })}`);
  return (
    <DateRange
      value={props.range}
      zone={props.zone}
      now={props.now}
      nameOnly={props.nameOnly}
      onChange={go}
    />
  );
}
