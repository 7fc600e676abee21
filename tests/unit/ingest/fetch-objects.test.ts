import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TrailkeepError } from '#lib/errors.ts';
import { fetchObjects } from '#lib/ingest/fetch-objects.ts';
import type { ClaimedObject } from '#lib/ingest/ledger.ts';
import type { ObjectStore } from '#lib/sources/object-store.ts';

const BODY = Uint8Array.of(1);

function objectsOf(count: number): ClaimedObject[] {
  const object = {
    sizeBytes: 1,
    accountId: null,
    logDateMs: 0,
    attempts: 0,
    kept: false,
    counted: false,
    broughtBefore: 0,
  };
  return Array.from({ length: count }, (_, id) => ({ ...object, id, key: String(id) }));
}

/** A store that answers with what `answer` says of the object's number, after a moment. */
function storeOf(answer: (n: number) => 'body' | 'unreachable' | 'denied' | 'silent') {
  const asked: number[] = [];
  const get = async (key: string) => {
    asked.push(Number(key));
    const said = answer(Number(key));
    if (said === 'silent') await new Promise(() => undefined);
    await sleep(1);
    if (said === 'body') return BODY;
    throw new TrailkeepError(said === 'denied' ? 'source-denied' : 'source-unreachable', said);
  };
  const store: ObjectStore = {
    get,
    list: () => Promise.reject(new Error('not listed')),
    describe: () => 'test',
    close: () => undefined,
  };
  return { store, asked };
}

async function fetchAll(store: ObjectStore, count: number, signal?: AbortSignal): Promise<number> {
  let fetched = 0;
  for await (const _ of fetchObjects(store, objectsOf(count), { concurrency: 8, maxBytes: 10, signal }))
    fetched += 1;
  return fetched;
}

test('when a whole round cannot be reached the rest is not asked for', async () => {
  const silent = storeOf(() => 'unreachable');
  expect(await fetchAll(silent.store, 100)).toBe(8);
  expect(silent.asked).toHaveLength(8);
  const later = storeOf((n) => (n < 20 ? 'body' : 'unreachable'));
  expect(await fetchAll(later.store, 100)).toBeLessThanOrEqual(28);
});

test('single objects that cannot be reached, and those that are refused, keep no other from being fetched', async () => {
  const some = storeOf((n) => (n % 3 === 0 ? 'body' : 'unreachable'));
  expect(await fetchAll(some.store, 100)).toBe(100);
  const refused = storeOf(() => 'denied');
  expect(await fetchAll(refused.store, 100)).toBe(100);
});

test('when it is stopped nothing more is asked for, and what hangs is not waited for', async () => {
  const { store, asked } = storeOf((n) => (n < 20 ? 'body' : 'silent'));
  const stopping = new AbortController();
  const fetching = fetchAll(store, 100, stopping.signal);
  await sleep(50);
  stopping.abort();
  expect(await fetching).toBe(20);
  expect(asked).toHaveLength(28);
});
