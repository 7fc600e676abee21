import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope, type Scope } from '#lib/auth/scope.ts';
import type { NormalisedEvent } from '#lib/cloudtrail/event.ts';
import { locateAddresses } from '#lib/ingest/locate-addresses.ts';
import { listNewPlaces } from '#lib/searches/queries/list-new-places.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { plainEvent, storeEvents } from '#tests/setup/event-rows.ts';

const OLD = '111111111111';
const YOUNG = '222222222222';
const range = { from: new Date('2026-11-10T15:00:00Z'), to: new Date('2026-11-12T09:00:00Z') };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  let n = 0;
  const at = (time: string, more: Partial<NormalisedEvent> = {}) =>
    plainEvent(++n, { eventTimeMs: Date.parse(time), sourceIp: '8.8.8.8', ...more });
  await storeEvents(database.workerPool, [
    at('2026-11-01T10:00:00Z'),
    // 91 days before the period: long enough ago.
    at('2026-08-10T10:00:00Z', { region: 'sa-east-1' }),
    at('2026-11-11T08:00:00Z'),
    at('2026-11-11T09:00:01Z', { region: 'sa-east-1', outcome: 'denied', errorCode: 'AccessDenied' }),
    at('2026-11-11T09:00:05Z', { region: 'sa-east-1' }),
    at('2026-11-12T23:00:00Z', { sourceIp: '185.220.101.4' }),
    at('2026-11-12T23:00:00Z', { sourceIp: '185.220.101.4' }),
    at('2026-11-12T22:00:00Z', { sourceIp: '185.220.101.5' }),
    at('2026-11-11T12:00:00Z', { sourceIp: '10.0.0.1' }),
    // After the period, and of another category.
    at('2026-11-13T00:00:00Z', { region: 'ap-south-1' }),
    at('2026-11-11T12:00:00Z', { region: 'eu-south-2', category: 'data' }),
    at('2026-11-11T12:00:00Z', { accountId: YOUNG, region: 'eu-north-1' }),
  ]);
  await locateAddresses(database.workerPool);
});
afterAll(() => database.drop());

const scopeOf = (...accountIds: string[]) =>
  mintScope({ kind: 'view', id: 'all', name: 'All', accountIds, sourceIds: [], canManage: false });
const ask = (scope: Scope) => readScope(database.webPool, scope, (db) => listNewPlaces(db, scope, range));

test('a region or country is new that an account was not used from in the 90 days before', async () => {
  expect(await ask(scopeOf(OLD, YOUNG))).toEqual({
    period: { from: new Date('2026-11-10T00:00:00Z'), to: new Date('2026-11-13T00:00:00Z') },
    regions: [
      {
        accountId: OLD,
        value: 'sa-east-1',
        events: 2,
        errors: 1,
        firstSeen: new Date('2026-11-11T09:00:01Z'),
        addresses: [],
        addressCount: 0,
      },
    ],
    countries: [
      {
        accountId: OLD,
        value: 'DE',
        events: 3,
        errors: 0,
        firstSeen: new Date('2026-11-12T22:00:00Z'),
        addresses: ['185.220.101.4', '185.220.101.5'],
        addressCount: 2,
      },
    ],
    truncated: false,
    accountsCompared: 1,
    accountsWithoutPast: 1,
  });
});

test('another account sees nothing of it', async () => {
  expect(await ask(scopeOf(YOUNG))).toMatchObject({
    regions: [],
    countries: [],
    accountsCompared: 0,
    accountsWithoutPast: 1,
  });
});
