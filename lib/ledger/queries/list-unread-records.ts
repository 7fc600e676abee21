import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import { extractRawRecords } from '#lib/cloudtrail/raw-record.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { findObjectDownload, readObjectParts } from '../object-download.ts';
import type { UnreadRecordPage } from '../schema.ts';

const rows = z.array(z.object({ ordinal: z.number(), reason: z.string() }));

const LONGEST_TEXT = 65_536;

/**
 * Records of an object that could not be read, in the object's order, each with its text as delivered where the object's bytes are
 * kept. `after` is the ordinal of the last one seen, -1 for the first page. Throws `not-found` for an object of another scope.
 */
export async function listUnreadRecords(
  db: Queryable,
  scope: Scope,
  { objectId, after, limit }: { objectId: string; after: number; limit: number },
): Promise<UnreadRecordPage> {
  const { sizeBytes } = await findObjectDownload(db, scope, objectId);
  const result = await db.query(
    `select ordinal, reason from quarantined_record where object_id = $1 and ordinal > $2 order by ordinal limit $3`,
    [objectId, after, limit + 1],
  );
  const found = rows.parse(result.rows);
  const page = found.slice(0, limit);
  const ordinals = new Set(page.map(({ ordinal }) => ordinal));
  const parts = readObjectParts((work) => work(db), objectId, sizeBytes ?? 0);
  const texts = await extractRawRecords(parts, ordinals, LONGEST_TEXT);
  return {
    records: page.map(({ ordinal, reason }) => {
      const text = texts.get(ordinal);
      return {
        ordinal,
        reason,
        text: text?.slice(0, LONGEST_TEXT) ?? null,
        cut: (text?.length ?? 0) > LONGEST_TEXT,
      };
    }),
    next: found.length > limit ? (page.at(-1)?.ordinal ?? null) : null,
  };
}
