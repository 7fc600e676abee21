import { Random } from './random.ts';
import { DAY_MS, HOUR_MS } from './times.ts';

/** How busy an actor is at a time, 1 on average more or less. `hour` is 0–24 in UTC, `weekend` Saturday or Sunday. */
export type Rhythm = (hour: number, weekend: boolean) => number;

/** Smooth rise and fall between two hours. */
function between(hour: number, from: number, to: number): number {
  if (hour <= from || hour >= to) return 0;
  return Math.sin(((hour - from) / (to - from)) * Math.PI);
}

export const steady: Rhythm = () => 1;

/** Pipelines: a base load, most at work hours of weekdays. */
export const pipelines: Rhythm = (hour, weekend) =>
  weekend ? 0.35 + 0.25 * between(hour, 8, 20) : 0.4 + 2.3 * between(hour, 6, 20);

/** People at their desks; hardly anyone at a weekend. */
export const officeHours: Rhythm = (hour, weekend) =>
  weekend ? 0.02 + 0.1 * between(hour, 9, 22) : 0.02 + 2.9 * between(hour, 6.5, 18.5);

/** Nightly jobs, 01:00 to 05:00 and a second run before midnight. */
export const nightly: Rhythm = (hour) => 4 * between(hour, 1, 5) + 2 * between(hour, 22, 23.3);

/** What customers cause: less by night, a little less at weekends. */
export const customers: Rhythm = (hour, weekend) => (0.5 + between(hour, 4, 23)) * (weekend ? 0.8 : 1);

/** `rhythm` at a time, with a factor of its own for each day so that no two weeks look alike. */
export function busyness(rhythm: Rhythm, seed: number, actor: string, timeMs: number): number {
  const day = Math.floor(timeMs / DAY_MS);
  // 1 January 1970 was a Thursday.
  const weekday = (day + 4) % 7;
  const spread = rhythm === steady ? 0.12 : 0.6;
  const factor = 1 - spread / 2 + spread * new Random(seed, `${actor} ${day}`).next();
  return factor * rhythm((timeMs - day * DAY_MS) / HOUR_MS, weekday === 0 || weekday === 6);
}
