import { describe, expect, test } from 'vitest';
import { preparePoints } from '#lib/summary/prepare-points.ts';

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
