import { toWallClock, type WallClock, weekdayOf } from './zoned.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** An instant as the database, a URL or a clock gives it. */
export type Instant = Date | string | number;

const two = (n: number) => String(n).padStart(2, '0');
const wallOf = (instant: Instant, zone: string) => toWallClock(new Date(instant), zone);
const dayMonth = (wall: WallClock) => `${wall.day} ${MONTHS[wall.month - 1]}`;
const hourMinute = (wall: WallClock) => `${two(wall.hour)}:${two(wall.minute)}`;

/** `14:22:31` */
export function formatTime(instant: Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${hourMinute(wall)}:${two(wall.second)}`;
}

/** `14:22` */
export function formatHourMinute(instant: Instant, zone: string): string {
  return hourMinute(wallOf(instant, zone));
}

/** `20 Nov 14:22:31`: the time of an event in a table whose head names the zone. */
export function formatEventTime(instant: Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${dayMonth(wall)} ${hourMinute(wall)}:${two(wall.second)}`;
}

/** `20 Nov 14:22` */
export function formatMinute(instant: Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${dayMonth(wall)} ${hourMinute(wall)}`;
}

/** `20 Nov 2026 14:22:31 UTC` */
export function formatFullTime(instant: Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${dayMonth(wall)} ${wall.year} ${hourMinute(wall)}:${two(wall.second)} ${zoneLabel(zone, instant)}`;
}

/** `7 Nov 2026 00:00`, the form that the date inputs show and read; seconds only where there are any. */
export function formatDateInput(instant: Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  const seconds = wall.second ? `:${two(wall.second)}` : '';
  return `${dayMonth(wall)} ${wall.year} ${hourMinute(wall)}${seconds}`;
}

/** `18 Nov 2026` */
export function formatDate(instant: Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${dayMonth(wall)} ${wall.year}`;
}

/** `Wed 18 Nov` */
export function formatDay(instant: Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${WEEKDAYS[weekdayOf(wall) - 1]} ${dayMonth(wall)}`;
}

/** `18 Nov 2026, Wed`: a calendar day said aloud, its number first. */
export function formatSpokenDay(year: number, month: number, day: number): string {
  return `${day} ${MONTHS[month - 1]} ${year}, ${WEEKDAYS[weekdayOf({ year, month, day }) - 1]}`;
}

/** `Wed 18` */
export function formatWeekdayDay(instant: Instant, zone: string): string {
  const wall = wallOf(instant, zone);
  return `${WEEKDAYS[weekdayOf(wall) - 1]} ${wall.day}`;
}

/** `18 Nov` */
export function formatDayMonth(instant: Instant, zone: string): string {
  return dayMonth(wallOf(instant, zone));
}

/** `7 – 20 Nov`, `28 Oct – 3 Nov`: the days of a half-open range, for narrow places. */
export function formatDaySpan(from: Instant, to: Instant, zone: string): string {
  const first = wallOf(from, zone);
  const last = wallOf(new Date(to).getTime() - 1, zone);
  if (first.day === last.day && first.month === last.month && first.year === last.year)
    return dayMonth(first);
  if (first.year !== last.year) return `${dayMonth(first)} ${first.year} – ${dayMonth(last)} ${last.year}`;
  if (first.month === last.month) return `${first.day} – ${dayMonth(last)}`;
  return `${dayMonth(first)} – ${dayMonth(last)}`;
}

/** What to call a zone beside a time: `UTC`, `CET`, `GMT+5:30`. It depends on the date, because of summer time. */
export function zoneLabel(zone: string, at: Instant): string {
  if (zone === 'UTC') return 'UTC';
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(
    new Date(at),
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}
