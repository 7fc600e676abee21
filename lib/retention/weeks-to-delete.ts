const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;

/** The first day (UTC, `YYYY-MM-DD`) that is kept at `now`; null where all are. The database's retained_from() says the same. */
export function firstDayKept(eventDays: number | null, now: Date): string | null {
  if (eventDays === null) return null;
  const today = Math.floor(now.getTime() / DAY_MS);
  return new Date((today - eventDays) * DAY_MS).toISOString().slice(0, 10);
}

/** Those of the weeks (Mondays, `YYYY-MM-DD`) that lie wholly before the first day kept: weeks go as a whole. */
export function weeksToDelete<Week extends { week: string }>(
  weeks: readonly Week[],
  eventDays: number | null,
  now: Date,
): Week[] {
  const first = firstDayKept(eventDays, now);
  if (first === null) return [];
  return weeks.filter(({ week }) => Date.parse(week) + DAYS_A_WEEK * DAY_MS <= Date.parse(first));
}
