import type { Sql } from '#lib/db/sql.ts';
import type { Reading } from './choose-reading.ts';
import type { Dimension } from './dimensions.ts';
import type { ResolvedFilters } from './resolved-filters.ts';
import type { Aggregate } from './schema.ts';

/** What is counted, by which id, in which buckets; null puts all of the period in one, without times. */
export type Count = {
  filters: ResolvedFilters;
  /** Where single events must be read: only in hours that can hold matches, or in one go, as `chooseReading` says. */
  reading: Reading;
  by: Dimension;
  bucket: Aggregate | null;
  /** A select of the keys that are wanted. Others may be counted too, where leaving them out saves nothing. */
  only?: Sql;
};
