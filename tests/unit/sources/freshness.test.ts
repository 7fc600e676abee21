import { expect, test } from 'vitest';
import { type DeliveryDay, judgeFreshness } from '#lib/sources/freshness.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Friday. */
const NOW = Date.parse('2026-11-20T12:00:00Z');

/** Days from the times (ms) at which objects were published. */
function daysOf(times: number[]): DeliveryDay[] {
  const byDay = Map.groupBy(times, (time) => new Date(time).toISOString().slice(0, 10));
  return [...byDay].map(([day, ofDay]) => ({
    day,
    objects: ofDay.length,
    hours: ofDay.reduce((bits, time) => bits | (1 << new Date(time).getUTCHours()), 0),
  }));
}

/** Every `gap` ms of the last `days` days until `stopped` ms ago, where `only` allows. */
function every(gap: number, { days = 28, stopped = 0, only = (_: Date): boolean => true } = {}): number[] {
  const times: number[] = [];
  for (let time = NOW - days * DAY; time <= NOW - stopped; time += gap)
    if (only(new Date(time))) times.push(time);
  return times;
}

function judge(times: number[], nowMs = NOW) {
  const last = Math.max(...times);
  return judgeFreshness(daysOf(times), times.length > 0 ? new Date(last) : null, new Date(nowMs));
}

const office = (at: Date) => at.getUTCDay() % 6 !== 0 && at.getUTCHours() >= 8 && at.getUTCHours() < 18;

test.each([
  ['every few minutes, now', every(HOUR / 6), 'steady'],
  ['every few minutes, until 5 hours ago', every(HOUR / 6, { stopped: 5 * HOUR }), 'steady'],
  ['every few minutes, until 7 hours ago', every(HOUR / 6, { stopped: 7 * HOUR }), 'silent'],
  ['every few minutes, until ten days ago', every(HOUR / 6, { stopped: 10 * DAY }), 'silent'],
  ['every 4 hours, until 11 hours ago', every(4 * HOUR, { stopped: 11 * HOUR }), 'steady'],
  ['every 4 hours, until 13 hours ago', every(4 * HOUR, { stopped: 13 * HOUR }), 'silent'],
  ['once a day, until two days ago', every(DAY, { stopped: 2 * DAY }), 'steady'],
  ['once a day, until four days ago', every(DAY, { stopped: 4 * DAY }), 'silent'],
  ['for three days only, until 7 hours ago', every(HOUR, { days: 3, stopped: 7 * HOUR }), 'silent'],
  ['since yesterday, until 7 hours ago', every(HOUR, { days: 1, stopped: 7 * HOUR }), 'occasional'],
  ['once a day for a week, until four days ago', every(DAY, { days: 11, stopped: 4 * DAY }), 'occasional'],
  ['every third day', every(3 * DAY), 'occasional'],
  ['until 40 days ago', every(HOUR, { days: 60, stopped: 40 * DAY }), 'ended'],
  ['never', [], 'ended'],
])('%s: %s', (_, times, state) => {
  expect(judge(times).state).toBe(state);
});

test('an office that sleeps at night and at weekends is not silent then, but is when it stays away', () => {
  const monday = Date.parse('2026-11-23T07:00:00Z');
  const worked = every(HOUR, { only: office }).concat([NOW + HOUR, NOW + 5 * HOUR]);
  expect(judge(worked, NOW + 15 * HOUR).state).toBe('steady');
  expect(judge(worked, monday).state).toBe('steady');
  expect(judge(worked, monday + DAY).state).toBe('silent');
});

test('one outage of the past does not make the next one look usual', () => {
  const outage = (at: Date) => Math.abs(at.getTime() - (NOW - 12 * DAY)) > 1.5 * DAY;
  expect(judge(every(HOUR, { only: outage, stopped: 8 * HOUR })).state).toBe('silent');
});

test('what was not listed since is not missing', () => {
  const times = every(HOUR, { stopped: 10 * HOUR });
  expect(judge(times, NOW - 8 * HOUR)).toMatchObject({ state: 'steady', quietMs: 2 * HOUR });
  expect(judge(times)).toMatchObject({ state: 'silent', quietMs: 10 * HOUR, usualGapMs: HOUR });
});

test('objects whose names tell no time leave the state open', () => {
  const days = daysOf(every(HOUR)).map((day) => ({ ...day, hours: 0 }));
  expect(judgeFreshness(days, null, new Date(NOW))).toEqual({
    state: 'occasional',
    usualGapMs: null,
    quietMs: null,
  });
});
