import { z } from 'zod';
import { accountNumber, formatAccountId } from '#lib/accounts/account-id.ts';
import type { Queryable } from '#lib/db/pool.ts';
import type { LogFolder } from './folder-layout.ts';

/** A folder with what is known of it. Days are `YYYY-MM-DD` (UTC). */
export type FolderState = LogFolder & {
  /** Where the next listing starts; '' before the first. */
  cursor: string;
  /** When every day was last listed anew. */
  sweptAt: Date | null;
  /** From this day on everything was listed at least once. */
  sweptFrom: string | null;
};

/** Names of one minute are in no order, and objects come late: a cursor stands so long before the newest object seen. */
export const CURSOR_OVERLAP_MS = 60 * 60_000;

const folderRow = z.object({
  prefix: z.string(),
  accountId: z.string().transform(formatAccountId),
  kind: z.string(),
  region: z.string(),
  cursor: z.string(),
  sweptAt: z.date().nullable(),
  sweptFrom: z.string().nullable(),
});

/** The time of the newest object seen in it, about; null before the first, and where the cursor is only a day. */
export function listedUpToMs({ cursor }: Pick<FolderState, 'cursor'>): number | null {
  const [, date, hour, minute] = /_(\d{8})T(\d{2})(\d{2})Z$/.exec(cursor) ?? [];
  if (date === undefined) return null;
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  return Date.parse(`${day}T${hour}:${minute}Z`) + CURSOR_OVERLAP_MS;
}

/** All folders that were ever found in a source. */
export async function readFolders(db: Queryable, sourceId: number): Promise<FolderState[]> {
  const { rows } = await db.query(
    `select prefix, account_id as "accountId", kind, region, cursor, swept_at as "sweptAt", swept_from::text as "sweptFrom"
     from source_folder where source_id = $1 order by prefix`,
    [sourceId],
  );
  return rows.map((row) => folderRow.parse(row));
}

/** Remembers newly found folders, and their accounts as discovered. */
export async function addFolders(
  db: Queryable,
  sourceId: number,
  folders: readonly LogFolder[],
): Promise<void> {
  if (folders.length === 0) return;
  const accounts = folders.map(({ accountId }) => accountNumber(accountId));
  await db.query(
    `insert into source_folder (source_id, prefix, account_id, kind, region)
     select $1, found.* from unnest($2::text[], $3::bigint[], $4::text[], $5::text[]) as found
     on conflict (source_id, prefix) do nothing`,
    [
      sourceId,
      folders.map(({ prefix }) => prefix),
      accounts,
      folders.map(({ kind }) => kind),
      folders.map(({ region }) => region),
    ],
  );
  await db.query(
    `insert into source_account (source_id, account_id) select distinct $1::integer, id from unnest($2::bigint[]) as id
     order by id on conflict (source_id, account_id) do nothing`,
    [sourceId, accounts],
  );
}

/** Remembers which of a source's accounts have digest files now. Those found earlier and no longer are forgotten. */
export async function noteDigests(
  db: Queryable,
  sourceId: number,
  accountIds: readonly string[],
): Promise<void> {
  await db.query(
    `update source_account set digests_found_at = case when account_id = any($2::bigint[]) then now() end
     where source_id = $1 and (digests_found_at is not null) <> (account_id = any($2::bigint[]))`,
    [sourceId, accountIds.map(accountNumber)],
  );
}

export type FolderProgress = {
  cursor?: string;
  sweptFrom?: string;
  sweptAt?: Date;
  /** Keys of other writers among the days just listed, in addition to those before (`add`) or in their place (`set`). */
  ignored?: { add: number } | { set: number };
};

/** Writes down how far a folder is, so that the next listing goes on from there; what is left out stays. */
export async function saveFolder(
  db: Queryable,
  sourceId: number,
  prefix: string,
  { cursor, sweptFrom, sweptAt, ignored }: FolderProgress,
): Promise<void> {
  const set = ignored !== undefined && 'set' in ignored ? ignored.set : null;
  const add = ignored !== undefined && 'add' in ignored ? ignored.add : 0;
  await db.query(
    `update source_folder set listed_at = now(), cursor = coalesce($3, cursor), swept_from = coalesce($4::date, swept_from),
       swept_at = coalesce($5, swept_at), ignored_objects = coalesce($6::bigint, ignored_objects + $7::bigint)
     where source_id = $1 and prefix = $2`,
    [sourceId, prefix, cursor ?? null, sweptFrom ?? null, sweptAt ?? null, set, add],
  );
}
