import { accountNumber } from '#lib/accounts/account-id.ts';
import { parseObjectKey } from '#lib/cloudtrail/object-key.ts';
import type { Queryable } from '#lib/db/pool.ts';
import type { LogFolder } from './folder-layout.ts';
import type { StoredObject } from './object-store.ts';

/** A listed log object: what its key says about it. */
export type LogObject = StoredObject & { date: string; publishedAtMs: number | null };

/** Parts a listed page into log objects and the number of keys that are none. */
export function toLogObjects(objects: readonly StoredObject[]): { logs: LogObject[]; ignored: number } {
  const logs: LogObject[] = [];
  for (const object of objects) {
    const key = parseObjectKey(object.key);
    if (key.type === 'log') logs.push({ ...object, date: key.date, publishedAtMs: key.publishedAtMs });
  }
  return { logs, ignored: objects.length - logs.length };
}

/**
 * Enters objects in the ledger, where they wait to be taken. Returns how many were new; what is known stays as it is. Objects of days
 * that are too old to be kept are left out, or what retention deleted would come back; so are those of a source removed meanwhile.
 */
export async function recordObjects(
  db: Queryable,
  sourceId: number,
  folder: LogFolder,
  objects: readonly LogObject[],
): Promise<number> {
  if (objects.length === 0) return 0;
  // Everybody enters them in one order: two who enter the same in another would wait for each other.
  const inOrder = objects.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const { rowCount } = await db.query(
    `insert into log_object (source_id, account_id, region, kind, key, etag, size_bytes, log_date)
     select $1, $2, $3, $4, found.* from unnest($5::text[], $6::text[], $7::bigint[], $8::date[]) as found (key, etag, size_bytes, log_date)
     where found.log_date >= (select retained_from()) and exists (select from source where id = $1 and removed_at is null)
     on conflict (source_id, key, etag) do nothing`,
    [
      sourceId,
      accountNumber(folder.accountId),
      folder.region,
      folder.kind,
      inOrder.map(({ key }) => key),
      inOrder.map(({ etag }) => etag),
      inOrder.map(({ sizeBytes }) => sizeBytes),
      inOrder.map(({ date }) => date),
    ],
  );
  return rowCount ?? 0;
}
