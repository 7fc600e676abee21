import { VALUE_KINDS } from '#lib/activity/value-kinds.ts';
import { type Rollups, VALUE } from './rollups.ts';
import { DAYS_A_WEEK, MS_A_DAY, weekStart } from './weeks.ts';

const SECONDS_A_DAY = MS_A_DAY / 1000;

/** What activity_week holds of one account: `byDay` from Monday on, `last` in seconds of the week, `week` in milliseconds since 1970. */
export type WeekSum = {
  account: number;
  week: number;
  category: number;
  events: number;
  last: number;
  byDay: number[];
};

/** A batch's sums by account, week and category, in the order of account and week. */
export function weekSums({ values, accountNumbers }: Rollups): WeekSum[] {
  const sums = new Map<string, WeekSum>();
  for (let row = 0; row < values.size; row++) {
    // Every event has one region.
    if (values.key(row, 2) !== VALUE_KINDS.region) continue;
    const account = accountNumbers[values.key(row, 0)] as number;
    const dayMs = values.key(row, 1) * MS_A_DAY;
    const week = weekStart(dayMs);
    const category = values.key(row, 4);
    const key = `${account} ${week} ${category}`;
    const sum = sums.get(key) ?? { account, week, category, events: 0, last: 0, byDay: emptyWeek() };
    const day = (dayMs - week) / MS_A_DAY;
    const events = values.value(row, VALUE.events);
    sum.events += events;
    sum.byDay[day] = (sum.byDay[day] as number) + events;
    sum.last = Math.max(sum.last, day * SECONDS_A_DAY + values.value(row, VALUE.last));
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => a.account - b.account || a.week - b.week);
}

const emptyWeek = (): number[] => Array.from({ length: DAYS_A_WEEK }, () => 0);
