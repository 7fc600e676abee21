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
  const arrived: FetchedObject[] = [];
  let wake: () => void = () => undefined;
  let next = 0;
  for (let taken = 0; taken < objects.length; taken++) {
    for (; next < objects.length && next - taken < limits.concurrency; next++) {
      void fetchOne(store, objects[next] as ClaimedObject, limits.maxBytes).then((fetched) => {
        arrived.push(fetched);
        wake();
      });
    }
    while (arrived.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    yield arrived.shift() as FetchedObject;
  }
}

async function fetchOne(store: ObjectStore, object: ClaimedObject, maxBytes: number): Promise<FetchedObject> {
  try {
    return { object, body: await store.get(object.key, { maxBytes }) };
  } catch (error) {
    return { object, error };
  }
}
