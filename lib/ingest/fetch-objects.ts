import { TrailkeepError } from '#lib/errors.ts';
import type { ObjectStore } from '#lib/sources/object-store.ts';
import type { ClaimedObject } from './ledger.ts';

export type FetchedObject =
  | { object: ClaimedObject; body: Uint8Array }
  | { object: ClaimedObject; error: unknown };

/**
 * Fetches objects, `concurrency` at a time, and yields each as it arrives. No more than `concurrency` bodies wait for the
 * consumer, however slow it is. Where one could not be reached no other is begun until one of those under way arrives: it ends early
 * when none of them does, and when `signal` is aborted.
 */
export async function* fetchObjects(
  store: ObjectStore,
  objects: readonly ClaimedObject[],
  limits: { concurrency: number; maxBytes: number; signal?: AbortSignal },
): AsyncGenerator<FetchedObject> {
  const arrived: FetchedObject[] = [];
  let wake: () => void = () => undefined;
  const { concurrency, maxBytes, signal } = limits;
  const stop = () => wake();
  signal?.addEventListener('abort', stop, { once: true });
  let next = 0;
  let unreached = false;
  for (let taken = 0; taken < objects.length; taken++) {
    for (; !unreached && next < objects.length && next - taken < concurrency; next++) {
      void fetchOne(store, objects[next] as ClaimedObject, maxBytes).then((fetched) => {
        arrived.push(fetched);
        wake();
      });
    }
    if (next === taken) break;
    while (arrived.length === 0 && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (signal?.aborted) break;
    const fetched = arrived.shift() as FetchedObject;
    unreached = isUnreached(fetched);
    yield fetched;
  }
  signal?.removeEventListener('abort', stop);
}

function isUnreached(fetched: FetchedObject): boolean {
  if (!('error' in fetched)) return false;
  return fetched.error instanceof TrailkeepError && fetched.error.code === 'source-unreachable';
}

async function fetchOne(store: ObjectStore, object: ClaimedObject, maxBytes: number): Promise<FetchedObject> {
  try {
    return { object, body: await store.get(object.key, { maxBytes }) };
  } catch (error) {
    return { object, error };
  }
}
