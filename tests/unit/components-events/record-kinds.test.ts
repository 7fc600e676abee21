import { describe, expect, test } from 'vitest';
import { aggregateFacts } from '#components/events/aggregate-facts.ts';
import { formatRate, insightFacts, timesWords } from '#components/events/insight-facts.ts';
import { asObject } from '#lib/cloudtrail/json-value.ts';
import { corpusRecords } from '#tests/setup/corpus.ts';

const real = corpusRecords()
  .map(asObject)
  .find((record) => asObject(record?.insightDetails) !== null);

describe('an Insight', () => {
  test('of AWS says its state, its kind, the rates and who called', () => {
    expect(insightFacts(real ?? null)).toMatchObject({
      state: 'start',
      kind: 'call-rate',
      errorCode: '',
      rate: { insight: 0.6, baseline: 8.82145e-5 },
      insightMinutes: 5,
      baselineMinutes: 11336,
      attributions: [
        {
          attribute: 'userIdentityArn',
          values: [
            { value: expect.stringContaining('CodeDeployRole1'), insight: 0.2, baseline: 8.82145e-5 },
            { value: expect.stringContaining('CodeDeployRole2'), insight: 0.2, baseline: null },
            { value: expect.stringContaining('CodeDeployRole3'), insight: 0.2, baseline: null },
          ],
        },
        { attribute: 'userAgent' },
        { attribute: 'errorCode', values: [{ value: 'null' }] },
      ],
    });
  });

  test.each([null, {}, { insightDetails: 'text' }])('is none in %j', (record) => {
    expect(insightFacts(record)).toBeNull();
  });

  test('of another shape gives what can be read of it', () => {
    const insightDetails = {
      state: 'Paused',
      insightType: 'NewKind',
      insightContext: { statistics: { insight: { average: 'many' } }, attributions: [1, { insight: [{}] }] },
    };
    expect(insightFacts({ insightDetails })).toMatchObject({
      state: null,
      kind: 'NewKind',
      rate: { insight: null, baseline: null },
      attributions: [],
    });
  });

  test.each([
    [0.6, '0.6'],
    [8.82145e-5, '0.000088'],
    [1234.5, '1,235'],
    [0, '0'],
  ])('a rate of %d reads %s', (rate, text) => {
    expect(formatRate(rate)).toBe(text);
  });

  test.each([
    [{ insight: 0.6, baseline: 8.82145e-5 }, '6,800 times'],
    [{ insight: 5, baseline: 2 }, '2.5 times'],
    [{ insight: 5, baseline: 0 }, null],
    [{ insight: null, baseline: 1 }, null],
  ])('%j is %s as often', (rate, words) => {
    expect(timesWords(rate)).toBe(words);
  });
});

test('an aggregated record says its window and what was counted, the main dimension first', () => {
  const record = {
    timeWindow: {
      windowStart: '2026-11-20T10:00:00Z',
      windowEnd: '2026-11-20T10:05:00Z',
      windowSize: 'PT5M',
    },
    summary: {
      primaryDimension: { dimension: 'eventName', statistics: [{ name: 'PutObject', value: 7 }] },
      details: [
        {
          dimension: 'userAgent',
          statistics: [
            { name: 'aws-cli', value: '4' },
            { name: 'x', value: 'y' },
          ],
        },
        { dimension: 'empty', statistics: [] },
      ],
    },
  };
  expect(aggregateFacts(record)).toEqual({
    windowStart: '2026-11-20T10:00:00Z',
    windowEnd: '2026-11-20T10:05:00Z',
    tallies: [
      { dimension: 'eventName', values: [{ name: 'PutObject', count: 7 }] },
      { dimension: 'userAgent', values: [{ name: 'aws-cli', count: 4 }] },
    ],
  });
  expect(aggregateFacts({})).toBeNull();
});
