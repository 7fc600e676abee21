import { expect, test } from 'vitest';
import { type BackfillFacts, prepareBackfill } from '#lib/sources/backfill/prepare-backfill.ts';

const FACTS: BackfillFacts = {
  sourceId: 1,
  days: 114,
  fromDay: '2026-07-30',
  baseDay: '2026-11-07',
  startedAt: '2026-11-21T12:00:00Z',
  resumedAt: '2026-11-21T12:00:00Z',
  ranMs: 0,
  pausedAt: null,
  finishedAt: null,
  listedShare: 0.5,
  found: 10_000,
  waiting: 5_000,
};
const at = (minutes: number) => new Date(Date.parse(FACTS.startedAt) + minutes * 60_000);

test('what is not listed yet counts as busy as what is: half listed and half of that taken is a quarter, three times the time left', () => {
  expect(prepareBackfill(FACTS, at(10))).toMatchObject({
    state: 'running',
    share: 0.25,
    totalDays: 100,
    listedDays: 50,
    taken: 5_000,
    leftMs: 30 * 60_000,
  });
});

test('in the first seconds and before the first objects no time is told', () => {
  expect(prepareBackfill(FACTS, at(0.2)).leftMs).toBeNull();
  expect(prepareBackfill({ ...FACTS, waiting: 9_950 }, at(10)).leftMs).toBeNull();
});

test('time spent paused does not count: the rate is that of the time it ran', () => {
  const resumed = { ...FACTS, ranMs: 5 * 60_000, resumedAt: at(60).toISOString() };
  expect(prepareBackfill(resumed, at(65)).leftMs).toBe(30 * 60_000);
  const paused = { ...resumed, pausedAt: at(65).toISOString() };
  expect(prepareBackfill(paused, at(90))).toMatchObject({ state: 'paused', share: 0.25, leftMs: null });
});

test('days without any object are done when they are listed', () => {
  expect(prepareBackfill({ ...FACTS, found: 0, waiting: 0 }, at(1)).share).toBe(0.5);
  const done = { ...FACTS, listedShare: 1, found: 0, waiting: 0, finishedAt: at(1).toISOString() };
  expect(prepareBackfill(done, at(2))).toMatchObject({ state: 'done', share: 1, leftMs: null });
});
