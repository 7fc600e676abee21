import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import type { LedgerSummary } from '../schema.ts';
import { FAULTS_OF_NEWEST, listFaults } from './list-faults.ts';
import { getObjectCounts } from './object-counts.ts';

/** The counts of a source's ledger, and the reasons of what is unwell in it. Throws `not-found`. */
export async function getLedgerSummary(
  db: Queryable,
  scope: Scope,
  sourceId: number,
): Promise<LedgerSummary> {
  const counts = await getObjectCounts(db, scope, sourceId);
  const { failed, quarantined, partlyRead, quarantinedRecords } = counts;
  const unwell = failed + quarantined;
  const cut = Math.max(unwell, partlyRead, quarantinedRecords) > FAULTS_OF_NEWEST;
  return {
    counts,
    faults: unwell + partlyRead === 0 ? [] : await listFaults(db, scope, sourceId),
    faultsOfNewest: cut ? FAULTS_OF_NEWEST : null,
  };
}
