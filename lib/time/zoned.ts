/** Wall-clock fields of an instant in a zone. `month` is 1–12. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** What a clock on the wall in `zone` shows at `instant`. */
export function toWallClock(instant: Date, zone: string): WallClock {
  if (zone === 'UTC') return utcWallClock(instant);
  const fields: Record<string, number> = {};
  for (const part of formatterOf(zone).formatToParts(instant)) {
    if (part.type !== 'literal') fields[part.type] = Number(part.value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  return { year, month, day, hour, minute, second };
}

/**
 * The instant at which a clock in `zone` shows `wall`. An hour that is skipped in spring is read with the offset
 * before it (02:30 becomes 03:30); of an hour that comes twice in autumn the first is taken.
 */
export function fromWallClock(wall: WallClock, zone: string): Date {
  const asUtc = utcMs(wall);
  const before = asUtc - offsetMs(asUtc - 24 * 3_600_000, zone);
  const after = asUtc - offsetMs(asUtc + 24 * 3_600_000, zone);
  for (const candidate of before <= after ? [before, after] : [after, before]) {
    if (utcMs(toWallClock(new Date(candidate), zone)) === asUtc) return new Date(candidate);
  }
  return new Date(before);
}

/** Without Intl, which is slow; charts ask thousands of times. */
function utcWallClock(instant: Date): WallClock {
  return {
    year: instant.getUTCFullYear(),
    month: instant.getUTCMonth() + 1,
    day: instant.getUTCDate(),
    hour: instant.getUTCHours(),
    minute: instant.getUTCMinutes(),
    second: instant.getUTCSeconds(),
  };
}

/** How far the zone's clocks are ahead of UTC at the instant, in ms. */
function offsetMs(instantMs: number, zone: string): number {
  const whole = Math.floor(instantMs / 1000) * 1000;
  return utcMs(toWallClock(new Date(whole), zone)) - whole;
}

function utcMs(wall: WallClock): number {
  const date = new Date(0);
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  return date.setUTCHours(wall.hour, wall.minute, wall.second, 0);
}

/** 1 (Monday) – 7 (Sunday) of a calendar date. */
export function weekdayOf(wall: Pick<WallClock, 'year' | 'month' | 'day'>): number {
  const day = new Date(utcMs({ ...wall, hour: 0, minute: 0, second: 0 })).getUTCDay();
  return day === 0 ? 7 : day;
}

/** Midnight at the start of the instant's day in `zone`, `days` later. */
export function dayStart(instant: Date, zone: string, days = 0): Date {
  const { year, month, day } = toWallClock(instant, zone);
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return fromWallClock(
    {
      year: moved.getUTCFullYear(),
      month: moved.getUTCMonth() + 1,
      day: moved.getUTCDate(),
      hour: 0,
      minute: 0,
      second: 0,
    },
    zone,
  );
}
