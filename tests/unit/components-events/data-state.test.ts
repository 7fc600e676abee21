import { describe, expect, test } from 'vitest';
import { chartGaps } from '#components/events/chart-data.ts';
import { isIncomplete, toDataState } from '#components/events/data-state.ts';
import { nearestOf, nearSearches } from '#components/events/nearest-search.ts';
import { parsePageState } from '#components/events/page-state.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';

const source = (change: Partial<SourceItem>): SourceItem => ({
  id: 1,
  kind: 's3',
  place: 's3://acme-audit/',
  bucket: 'acme-audit',
  prefix: '',
  directory: null,
  region: null,
  endpoint: null,
  collectDays: 14,
  state: 'online',
  reason: null,
  hint: null,
  errorCode: null,
  errorAt: null,
  lastListedAt: '2026-11-21T05:54:00.000Z',
  lastEventAt: '2026-11-21T05:50:00.000Z',
  lagMs: 0,
  timeLeftMs: null,
  objects: { found: 100, ingested: 100, pending: 0, failed: 0, quarantined: 0 },
  events: 1000,
  duplicateEvents: 0,
  quarantinedRecords: 0,
  ignoredObjects: 0,
  queue: null,
  accounts: ['111111111111', '222222222222'],
  ...change,
});

describe('what is known of the logs behind the counts', () => {
  test('without sources nothing is said to be complete', () => {
    expect(toDataState([])).toEqual({
      hasSources: false,
      completeTo: null,
      gaps: [],
      collecting: null,
      noWorkerSince: null,
      newest: null,
    });
  });

  test('they are complete up to the source that was looked through first', () => {
    const sources = [source({}), source({ id: 2, lastListedAt: '2026-11-21T05:40:00.000Z' })];
    expect(toDataState(sources).completeTo).toBe('2026-11-21T05:40:00.000Z');
  });

  test('while one is being collected they are not complete, and how far it is can be told', () => {
    const busy = source({
      id: 2,
      state: 'collecting',
      objects: { found: 50, ingested: 20, pending: 30, failed: 0, quarantined: 0 },
    });
    const data = toDataState([source({}), busy]);
    expect(data).toMatchObject({ completeTo: null, collecting: { taken: 20, found: 50 } });
    expect(isIncomplete(data, new Date(0))).toBe(true);
  });

  test('a source that stopped is a gap from when it was last looked through, and the chart is hatched from there', () => {
    const data = toDataState([
      source({}),
      source({ id: 2, state: 'error', reason: 'Wrong key.', lastListedAt: null }),
    ]);
    expect(data.gaps).toEqual([
      {
        sourceId: 2,
        place: 's3://acme-audit/',
        paused: false,
        reason: 'Wrong key.',
        since: '2026-11-21T05:50:00.000Z',
        accounts: 2,
      },
    ]);
    expect(isIncomplete(data, new Date('2026-11-21T06:00:00Z'))).toBe(true);
    expect(isIncomplete(data, new Date('2026-11-20T00:00:00Z'))).toBe(false);
    expect(chartGaps(data)[0]?.from).toBe('2026-11-21T05:50:00.000Z');
  });
});

describe('how new the events are', () => {
  const accounts = [
    { accountId: '111111111111', newestEventAt: '2026-11-21T05:50:00Z' },
    { accountId: '222222222222', newestEventAt: '2026-11-21T05:53:00Z' },
    { accountId: '333333333333', newestEventAt: null },
  ];
  const running = { accounts, worker: { running: true, lastSeenAt: '2026-11-21T05:59:55Z' } };
  const stopped = { accounts, worker: { running: false, lastSeenAt: '2026-11-21T04:00:00Z' } };

  test('those who see no source are told the newest event, and each account its own', () => {
    const { newest } = toDataState([], running);
    expect(newest?.at).toBe('2026-11-21T05:53:00Z');
    expect(newest?.accounts.map(({ at }) => at)).toEqual([
      '2026-11-21T05:50:00Z',
      '2026-11-21T05:53:00Z',
      null,
    ]);
    expect(toDataState([source({})], running).newest).toBeNull();
  });

  test('without a worker nothing counts as being collected, and since when is said', () => {
    const busy = source({ state: 'collecting' });
    expect(toDataState([busy], running).noWorkerSince).toBeNull();
    expect(toDataState([busy], stopped).noWorkerSince).toBe('2026-11-21T04:00:00Z');
    expect(toDataState([source({ state: 'paused' })], stopped).noWorkerSince).toBeNull();
    const never = { accounts, worker: { running: false, lastSeenAt: null } };
    expect(toDataState([source({})], never).noWorkerSince).toBe('');
  });
});

describe('the nearest search', () => {
  const near = (query: string) =>
    nearSearches(
      parsePageState(new URLSearchParams(query), { now: new Date('2026-11-21T00:00:00Z') }).search,
    );

  test('is one step away: without one filter each, or over a longer period', () => {
    expect(near('user=maria&ip=192.0.2.1&q=x&outcome=error').map(({ label }) => label)).toEqual([
      'Drop the user filter',
      'Drop the IP filter',
      'Drop the choice of errors',
      'Drop the search text',
      'Look at 90 days',
    ]);
    expect(near('preset=90d')).toEqual([]);
  });

  test('keeps the other filters', () => {
    const [withoutUser] = near('user=maria&ip=192.0.2.1');
    expect(withoutUser?.search.filters).toMatchObject({ user: [], ip: ['192.0.2.1'] });
  });

  test('is the one with the fewest events, but some', () => {
    expect(nearestOf([{ events: 0 }, { events: 900 }, { events: 12 }])).toEqual({ events: 12 });
    expect(nearestOf([{ events: 0 }])).toBeNull();
  });
});
