import type { SourceRow } from './queries/get-source.ts';

/** Empty lists: all. Account numbers have 12 digits. */
export type SourceFilter = { regions: readonly string[]; accountIds: readonly string[] };

/** An account's own trail holds that account alone: its owner must not bring events in under another number. */
export function filterOf(source: Pick<SourceRow, 'regions' | 'accountIds' | 'accountId'>): SourceFilter {
  return {
    regions: source.regions,
    accountIds: source.accountId === null ? source.accountIds : [source.accountId],
  };
}
