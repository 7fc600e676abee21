import type { ObjectStore } from '#lib/sources/object-store.ts';
import type { ClaimedObject } from './ledger.ts';

export type FetchedObject =
  | { object: ClaimedObject; body: Uint8Array }
  | { object: ClaimedObject; error: unknown };

/**
 * Fetches objects, `concurrency` at a time, and yields each as it arrives. No more than `concurrency` bodies wait for the
 * consumer, however slow it is.
 */
export async function* fetchObjects(
  store: ObjectStore,
  objects: readonly ClaimedObject[],
  limits: { concurrency: number; maxBytes: number },
): AsyncGenerator<FetchedObject> {
  const underWay = new Set<Promise<{ fetched: FetchedObject; done: () => void }>>();
  let next = 0;
  const start = () => {
    const object = objects[next++] as ClaimedObject;
    const job = fetchOne(store, object, limits.maxBytes).then((fetched) => ({
      fetched,
      done: () => underWay.delete(job),
    }));
    underWay.add(job);
  };
  while (next < objects.length || underWay.size > 0) {
    while (next < objects.length && underWay.size < limits.concurrency) start();
    const { fetched, done } = await Promise.race(underWay);
    done();
    yield fetched;
  }
}

async function fetchOne(store: ObjectStore, object: ClaimedObject, maxBytes: number): Promise<FetchedObject> {
  try {
    return { object, body: await store.get(object.key, { maxBytes }) };
  } catch (error) {
    return { object, error };
  }
}
