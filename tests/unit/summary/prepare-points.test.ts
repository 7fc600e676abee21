import { describe, expect, test } from 'vitest';
import { preparePoints, stepOf } from '#lib/summary/prepare-points.ts';

const at = (text: string) => new Date(`${text}Z`);
const bucket = (text: string, events: number, errors = 0) => ({ bucket: at(text), events, errors });

describe('the points of the summary', () => {
  test('are every day that the period touches, a day without events too, beside the day as far back', () => {
    const points = preparePoints(
      {
        period: [bucket('2026-11-15T00:00:00', 5, 1), bucket('2026-11-17T00:00:00', 7)],
        before: [bucket('2026-11-13T00:00:00', 2), bucket('2026-11-15T00:00:00', 9)],
      },
      {
        period: { from: at('2026-11-15T09:30:00'), to: at('2026-11-17T09:30:00') },
        before: { from: at('2026-11-13T09:30:00'), to: at('2026-11-15T09:30:00') },
      },
      'day',
    );
    expect(
      points.map(({ start, events, errors, eventsBefore }) => [
        start.slice(8, 10),
        events,
        errors,
        eventsBefore,
      ]),
    ).toEqual([
      ['15', 5, 1, 2],
      ['16', 0, 0, 0],
      ['17', 7, 0, 9],
    ]);
  });

  test('of six hours hold the hours in them, on both sides', () => {
    const points = preparePoints(
      {
        period: [
          bucket('2026-11-15T06:00:00', 5, 1),
          bucket('2026-11-15T11:00:00', 2),
          bucket('2026-11-15T12:00:00', 1),
        ],
        before: [bucket('2026-11-11T07:00:00', 4), bucket('2026-11-11T17:00:00', 8)],
      },
      {
        period: { from: at('2026-11-15T06:30:00'), to: at('2026-11-15T18:00:00') },
        before: { from: at('2026-11-11T06:30:00'), to: at('2026-11-15T06:30:00') },
      },
      'six-hours',
    );
    expect(points).toEqual([
      { start: '2026-11-15T06:00:00.000Z', events: 7, errors: 1, eventsBefore: 4 },
      { start: '2026-11-15T12:00:00.000Z', events: 1, errors: 0, eventsBefore: 8 },
    ]);
  });

  test.each([
    ['2026-11-18T00:00:00', 'hour'],
    ['2026-11-18T00:00:01', 'six-hours'],
    ['2026-12-16T00:00:00', 'six-hours'],
    ['2026-12-17T00:00:00', 'day'],
  ])('from 15 November to %s are each of one %s', (to, step) => {
    expect(stepOf({ from: at('2026-11-15T00:00:00'), to: at(to) })).toBe(step);
  });

  test('of a period that is no whole number of hours are compared with the nearest ones', () => {
    const points = preparePoints(
      { period: [bucket('2026-11-15T10:00:00', 5)], before: [bucket('2026-11-15T09:00:00', 3)] },
      {
        period: { from: at('2026-11-15T10:00:00'), to: at('2026-11-15T10:40:00') },
        before: { from: at('2026-11-15T09:20:00'), to: at('2026-11-15T10:00:00') },
      },
      'hour',
    );
    expect(points).toEqual([{ start: '2026-11-15T10:00:00.000Z', events: 5, errors: 0, eventsBefore: 3 }]);
  });
});
