import { parseObjectKey } from '#lib/cloudtrail/object-key.ts';
import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { normalisePrefix } from '../folder-layout.ts';
import type { ObjectStore, StoredObject } from '../object-store.ts';
import type { SourceRow } from '../queries/get-source.ts';
import { recordObjects, toLogObjects } from '../record-objects.ts';
import { filterOf } from '../source-filter.ts';
import { NO_FAULT } from './fault.ts';
import type { MessageQueue, QueueMessage } from './message-queue.ts';
import { type NotifiedObject, readNotice } from './notice.ts';

export type Taken = {
  messages: number;
  /** Objects newly entered in the ledger. */
  found: number;
  /** Messages of no known sender: left in the queue. */
  unreadable: number;
};

/**
 * Enters the objects that messages of a source's queue announce in its ledger. A message is removed only after its objects are
 * in; what is not of this source (another bucket, prefix, account or region) is passed over, as it is when listing. Throws the
 * queue's or the store's own fault; then nothing was removed.
 */
export async function takeNotices(
  context: { db: Pool; queue: MessageQueue; store: ObjectStore; source: SourceRow },
  messages: readonly QueueMessage[],
): Promise<Taken> {
  const { db, queue, store, source } = context;
  if (messages.length === 0) return { messages: 0, found: 0, unreadable: 0 };
  const understood: QueueMessage[] = [];
  const announced: NotifiedObject[] = [];
  for (const message of messages) {
    const notice = readNotice(message.body);
    if (notice.type === 'unreadable') continue;
    understood.push(message);
    if (notice.type === 'objects') announced.push(...notice.objects.filter((object) => isOf(source, object)));
  }
  const objects = await withDetails(store, announced);
  const unreadable = messages.length - understood.length;
  const found = await inTransaction(db, async (connection) => {
    const entered = await enter(connection, source.id, objects);
    await connection.query(
      `update source set notified_at = now(), unread_notices = $2, ${NO_FAULT} where id = $1`,
      [source.id, unreadable],
    );
    if (entered > 0) await connection.query(`select pg_notify('trailkeep_collect', $1)`, [String(source.id)]);
    return entered;
  });
  await queue.remove(understood);
  return { messages: messages.length, found, unreadable };
}

function isOf(source: SourceRow, { bucket, key }: NotifiedObject): boolean {
  const parsed = parseObjectKey(key);
  if (bucket !== source.bucket || !key.startsWith(normalisePrefix(source.prefix)) || parsed.type !== 'log')
    return false;
  const { accountIds, regions } = filterOf(source);
  if (accountIds.length > 0 && !accountIds.includes(parsed.accountId)) return false;
  return regions.length === 0 || regions.includes(parsed.region);
}

/** Objects with ETag and size, each once. Where the message does not say them the bucket is asked; what is gone is left out. */
async function withDetails(
  store: ObjectStore,
  announced: readonly NotifiedObject[],
): Promise<StoredObject[]> {
  const byKey = new Map(announced.map((object) => [`${object.key} ${object.etag}`, object]));
  const found = await Promise.all(
    [...byKey.values()].map(async ({ key, etag, sizeBytes }) => {
      if (etag !== null && sizeBytes !== null) return { key, etag, sizeBytes, arrivedAtMs: 0 };
      const { objects } = await store.list({ prefix: key, maxKeys: 1 });
      return objects.find((object) => object.key === key) ?? null;
    }),
  );
  return found.filter((object) => object !== null);
}

async function enter(db: Queryable, sourceId: number, objects: readonly StoredObject[]): Promise<number> {
  const { logs } = toLogObjects(objects);
  const inOrder = logs.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const byFolder = Map.groupBy(inOrder, ({ key }) => key.slice(0, key.lastIndexOf('/')));
  let entered = 0;
  for (const ofFolder of byFolder.values()) {
    const parsed = parseObjectKey(ofFolder[0]?.key ?? '');
    if (parsed.type === 'other') continue;
    const { accountId, kind, region } = parsed;
    entered += await recordObjects(db, sourceId, { prefix: '', accountId, kind, region }, ofFolder);
  }
  return entered;
}
