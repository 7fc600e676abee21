import { expect, test } from 'vitest';
import { rebuildSums } from '#lib/activity/rebuild-sums.ts';
import { createTestDatabase } from '#tests/setup/database.ts';
import { storeEvents } from '#tests/setup/event-rows.ts';
import { collectedSnapshot } from '#tests/setup/snapshot.ts';
import { randomEvents } from '../events/random-events.ts';

const DAY_MS = 86_400_000;
/** The last day of a week. */
const SUNDAY = Date.UTC(2026, 10, 15);
/** In milliseconds of the day: where rounding and counting whole seconds differ, up to the day's last. */
const TIMES = [0, 499, 500, 3_599_700, 3_600_000, 43_200_501, DAY_MS - 1_500, DAY_MS - 300, DAY_MS - 1];

test('sums made anew are those of the batches, to the last fraction of the last second of a week', async () => {
  const database = await createTestDatabase();
  const events = randomEvents(TIMES.length, 7).map((event, n) => ({
    ...event,
    accountId: '012345678901',
    eventTimeMs: SUNDAY + (TIMES[n] ?? 0),
  }));
  await storeEvents(database.workerPool, events);
  const before = await collectedSnapshot(database.ownerPool);
  expect(before.hours).not.toMatch(/^0 rows/);
  await rebuildSums(database.workerPool, '012345678901', new Date(SUNDAY));
  expect(await collectedSnapshot(database.ownerPool)).toEqual(before);
  await database.drop();
});
