import { describe, expect, test } from 'vitest';
import { isComparable, prepareComparison } from '#lib/summary/prepare-comparison.ts';
import type { Summary } from '#lib/summary/schema.ts';

const lists = { regions: [], services: [], eventNames: [], users: [], ips: [], resources: [] };

function summary(before: Partial<Summary['before']> = {}): Summary {
  return {
    ...lists,
    from: '2026-11-15T09:00:00.000Z',
    to: '2026-11-17T09:00:00.000Z',
    trails: 1,
    trailStates: { logging: 0, stopped: 0 },
    events: 12,
    errors: 3,
    unauthorised: 0,
    values: { regions: 0, services: 0, eventNames: 0, users: 0, ips: 0, resources: 0 },
    before: {
      from: '2026-11-13T09:00:00.000Z',
      to: '2026-11-15T09:00:00.000Z',
      events: 20,
      errors: 0,
      unauthorised: 0,
      complete: true,
      ...before,
    },
    step: 'day',
    series: [
      { start: '2026-11-15T00:00:00.000Z', events: 5, errors: 3, eventsBefore: 20 },
      { start: '2026-11-16T00:00:00.000Z', events: 7, errors: 0, eventsBefore: 0 },
      { start: '2026-11-17T00:00:00.000Z', events: 0, errors: 0, eventsBefore: 0 },
    ],
  };
}

describe('the chart of the summary', () => {
  test('draws the period, the one before over it, and knows the part of a day that was counted', () => {
    const { series, points, maxValue, maxErrors } = prepareComparison(summary());
    expect(series.map(({ label, events }) => [label, events])).toEqual([
      ['Events', 12],
      ['Period before', 20],
    ]);
    expect(points.map(({ values }) => values)).toEqual([
      { events: 5, before: 20 },
      { events: 7, before: 0 },
      { events: 0, before: 0 },
    ]);
    expect(new Date(points[0]?.fromMs ?? 0).toISOString()).toBe('2026-11-15T09:00:00.000Z');
    expect(new Date(points[2]?.toMs ?? 0).toISOString()).toBe('2026-11-17T09:00:00.000Z');
    expect([maxValue, maxErrors]).toEqual([20, 3]);
  });

  test.each([{ complete: false }, { events: 0 }])('draws no comparison where there is none: %j', (before) => {
    expect(isComparable(summary(before))).toBe(false);
    const { series, maxValue } = prepareComparison(summary(before));
    expect(series.map(({ label }) => label)).toEqual(['Events']);
    expect(maxValue).toBe(7);
  });
});
