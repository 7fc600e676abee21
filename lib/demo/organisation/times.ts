const TWO = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const SECOND_MS = 1000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

let lastDay = Number.NaN;
let lastDayText = '';

/** `2026-11-20T14:22:31Z`, from milliseconds; the day's text is kept because neighbours share it. */
export function isoSeconds(timeMs: number): string {
  const day = Math.floor(timeMs / DAY_MS);
  if (day !== lastDay) {
    lastDay = day;
    lastDayText = new Date(day * DAY_MS).toISOString().slice(0, 11);
  }
  const second = Math.floor((timeMs - day * DAY_MS) / SECOND_MS);
  return `${lastDayText}${TWO[Math.floor(second / 3600)]}:${TWO[Math.floor(second / 60) % 60]}:${TWO[second % 60]}Z`;
}

/** `Nov 20, 2026, 2:22:31 PM`: how AWS writes dates inside responseElements, without a zone. */
export function awsDate(timeMs: number): string {
  const at = new Date(timeMs);
  const hour = at.getUTCHours();
  const clock = `${hour % 12 || 12}:${TWO[at.getUTCMinutes()]}:${TWO[at.getUTCSeconds()]} ${hour < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()}, ${clock}`;
}
