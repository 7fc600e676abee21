import 'server-only';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { readScope } from '#lib/db/read-scope.ts';
import { prepareSource, type SourceModel } from './prepare-status.ts';
import { listSourceStatus } from './queries/source-status.ts';

/** The log sources of a scope, with how they are doing right now. */
export async function loadSources(scope: Scope, now: Date): Promise<SourceModel[]> {
  const rows = await readScope(webPool(), scope, (db) => listSourceStatus(db, scope));
  return rows.map((row) => prepareSource(row, now));
}
