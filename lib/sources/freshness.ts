/** What one folder of a source (an account, a region) delivered on one day. */
export type DeliveryDay = {
  /** YYYY-MM-DD, UTC. */
  day: string;
  objects: number;
  /** A bit for each hour UTC in which an object was published; bit 0 is 00:00. */
  hours: number;
};

/**
 * `silent`: it delivered steadily, and then nothing for longer than it ever does. `occasional`: too seldom to say. `ended`: nothing
 * in the days looked at.
 */
export type FreshnessState = 'steady' | 'silent' | 'occasional' | 'ended';
export type Freshness = {
  state: FreshnessState;
  /** Between two hours with objects, as a rule (the median); null where there are too few. */
  usualGapMs: number | null;
  /** Since the last object, as far as the source was listed; null where no object tells its time. */
  quietMs: number | null;
};

/** Days looked at: four weekends tell an office's quiet Sundays from an outage. */
export const FRESHNESS_DAYS = 28;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHORTEST_SILENCE_MS = 6 * HOUR_MS;
const FEWEST_DAYS = 3;
/** With fewer hours that had objects, nobody can say what is usual. */
export const FEWEST_GAPS = 12;

/**
 * Whether a trail that delivered on most days has stopped: nothing for more than 6 hours, three times the usual gap, and the
 * longest gap that is usual here (a weekend's, a night's; the longest of four weeks may itself be an outage, so the second
 * longest counts). `listedAt` is when the folder was last looked at: what nobody looked for is not missing. Days before the last
 * 28 are left out.
 */
export function judgeFreshness(
  days: readonly DeliveryDay[],
  lastObjectAt: Date | null,
  listedAt: Date,
): Freshness {
  const sinceMs = Math.floor(listedAt.getTime() / DAY_MS - FRESHNESS_DAYS + 1) * DAY_MS;
  const recent = days
    .filter(({ day }) => Date.parse(day) >= sinceMs)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const quietMs = lastObjectAt && Math.max(0, listedAt.getTime() - lastObjectAt.getTime());
  const gaps = gapsBetween(recent);
  const usualGapMs = median(gaps);
  if (recent.length === 0) return { state: 'ended', usualGapMs: null, quietMs };
  if (!isSteady(recent) || gaps.length < FEWEST_GAPS || usualGapMs === null || quietMs === null)
    return { state: 'occasional', usualGapMs, quietMs };
  const limit = Math.max(SHORTEST_SILENCE_MS, 3 * usualGapMs, longestUsual(gaps, spanOf(recent)));
  return { state: quietMs > limit ? 'silent' : 'steady', usualGapMs, quietMs };
}

/** Days from the first to the last with objects, both counted. */
function spanOf(days: readonly DeliveryDay[]): number {
  const [first, last] = [days[0], days.at(-1)];
  return first && last ? (Date.parse(last.day) - Date.parse(first.day)) / DAY_MS + 1 : 0;
}

// Of the days until it stopped, or a trail that stopped two weeks ago would no longer count as one that delivered.
function isSteady(days: readonly DeliveryDay[]): boolean {
  return days.length >= FEWEST_DAYS && days.length > spanOf(days) / 2;
}

/** Times between hours with objects, in ms, shortest first. Objects of one hour make no gap. */
function gapsBetween(days: readonly DeliveryDay[]): number[] {
  const hours = days.flatMap(({ day, hours: bits }) =>
    Array.from({ length: 24 }, (_, hour) => hour)
      .filter((hour) => bits & (1 << hour))
      .map((hour) => Date.parse(day) + hour * HOUR_MS),
  );
  return hours
    .slice(1)
    .map((at, index) => at - (hours[index] ?? at))
    .sort((a, b) => a - b);
}

function median(sorted: readonly number[]): number | null {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

// Two weekends are seen within 15 days; before that the longest gap may be the only one of its kind.
function longestUsual(sorted: readonly number[], spanDays: number): number {
  return sorted.at(spanDays >= 15 ? -2 : -1) ?? 0;
}
