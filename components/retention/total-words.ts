import { formatBytes, formatCount } from '#lib/charts/format-number.ts';
import type { StoredWeek } from '#lib/retention/schema.ts';

/** "about 1,200,345 events, 1.2 GB" */
export function totalWords(weeks: readonly StoredWeek[]): string {
  const events = weeks.reduce((sum, week) => sum + week.events, 0);
  const bytes = weeks.reduce((sum, week) => sum + week.eventBytes + week.objectBytes, 0);
  return `about ${formatCount(events)} events, ${formatBytes(bytes)}`;
}
