import { formatCount } from '#lib/charts/format-number.ts';
import type { Backfill } from '#lib/sources/backfill/prepare-backfill.ts';
import { formatDuration } from '#lib/time/duration.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-08-13` as `13 Aug 2026`: a day of the logs, which is UTC whatever the viewer's zone. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** How far collecting further back is, in words. */
export function progressWords({ listedDays, totalDays, taken, found, leftMs }: Backfill): string {
  const parts = [
    `${formatCount(listedDays)} of ${formatCount(totalDays)} days listed`,
    `${formatCount(taken)} of ${formatCount(found)} objects taken`,
    leftMs !== null && `${formatDuration(leftMs)} left`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** What collecting further back has brought. */
export function doneWords({ fromDay, taken }: Backfill): string {
  const brought = taken === 0 ? 'nothing that old is there' : `${formatCount(taken)} older objects taken`;
  return `Collected back to ${dayWords(fromDay)}: ${brought}.`;
}
