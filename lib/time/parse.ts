import { fromWallClock } from './zoned.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME = String.raw`(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?`;
const WORDED = new RegExp(String.raw`^(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})${TIME}$`, 'i');
const NUMERIC = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})${TIME}$`, 'i');

/**
 * A typed date as an instant: `7 Nov 2026 00:00`, `2026-11-07`, `2026-11-07 14:05:09`, read in `zone`; with `Z` or
 * an offset at the end (a time pasted from a log) as that says. Null where it is no date (31 Feb, 25:00).
 */
export function parseDateInput(text: string, zone: string): Date | null {
  const typed = text.trim().replace(/\s+/g, ' ');
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(typed)) {
    const instant = new Date(typed);
    return Number.isNaN(instant.getTime()) ? null : instant;
  }
  const utc = /\sUTC$/i.test(typed);
  const fields = fieldsOf(utc ? typed.slice(0, -4) : typed);
  return fields ? instantOf(fields, utc ? 'UTC' : zone) : null;
}

function fieldsOf(typed: string): number[] | null {
  const worded = WORDED.exec(typed);
  if (worded) {
    const [, day, name, year, ...time] = worded;
    const month = MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
    return [Number(year), month, Number(day), ...time.map((part) => Number(part ?? 0))];
  }
  const numeric = NUMERIC.exec(typed);
  return numeric ? numeric.slice(1).map((part) => Number(part ?? 0)) : null;
}

function instantOf(fields: number[], zone: string): Date | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  if (month < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const midday = new Date(Date.UTC(year, month - 1, day, 12));
  const exists = midday.getUTCMonth() === month - 1 && midday.getUTCDate() === day;
  return exists ? fromWallClock({ year, month, day, hour, minute, second }, zone) : null;
}
