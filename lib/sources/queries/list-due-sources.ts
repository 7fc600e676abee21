import type { Queryable } from '#lib/db/pool.ts';
import { parseSourceRow, SOURCE_COLUMNS, type SourceRow } from './get-source.ts';

/** The sources to list now, longest waiting first: not paused, and their time has come. A stopped source is among them. */
export async function listDueSources(db: Queryable, now: Date): Promise<SourceRow[]> {
  const { rows } = await db.query(
    `select ${SOURCE_COLUMNS} from source where paused_at is null and next_list_at <= $1 order by next_list_at, id`,
    [now],
  );
  return rows.map(parseSourceRow);
}

/** Every source, paused ones included, by id: for the commands. */
export async function listAllSources(db: Queryable): Promise<SourceRow[]> {
  const { rows } = await db.query(`select ${SOURCE_COLUMNS} from source order by id`);
  return rows.map(parseSourceRow);
}
