import { type Sql, sql } from '#lib/db/sql.ts';
import type { ListFilter } from './schema.ts';

/**
 * What events are counted by. Ids of one value differ by account, so counts are summed by id first and by value after.
 * All text here is the program's own; no column name comes from a request.
 */
export type Dimension = {
  /** Column of the id: in the rollups and in `event`, or only in `event` and activity_value. */
  key: Sql;
  /** Which rows know it: the rollups, or only activity_value under this `kind`. */
  valueKind: 1 | 2 | null;
  /** From `counted.key` to the row that holds the value. */
  join: Sql;
  value: Sql;
};

export const DIMENSIONS: Readonly<Record<ListFilter, Dimension>> = {
  user: inRollups(sql`principal_id`, sql`principal`, sql`d.label`),
  identityType: inRollups(sql`principal_id`, sql`principal`, sql`d.identity_type`),
  event: inRollups(sql`action_id`, sql`action`, sql`d.event_name`),
  service: inRollups(sql`action_id`, sql`action`, sql`d.service`),
  ip: inRollups(sql`address_id`, sql`address`, sql`d.value`),
  region: inRollups(sql`region_id`, sql`region`, sql`d.name`),
  errorCode: inRollups(sql`error_id`, sql`error`, sql`d.code`),
  account: {
    key: sql`account_id`,
    valueKind: null,
    join: sql``,
    value: sql`lpad(counted.key::text, 12, '0')`,
  },
  resource: { ...inRollups(sql`resource_id`, sql`resource`, sql`d.value`), valueKind: 1 },
  accessKey: { ...inRollups(sql`access_key_id`, sql`access_key`, sql`d.value`), valueKind: 2 },
};

/** Counts everything together, under the key 0. */
export const EVERYTHING: Dimension = { key: sql`0`, valueKind: null, join: sql``, value: sql`''` };

function inRollups(key: Sql, table: Sql, value: Sql): Dimension {
  return { key, valueKind: null, join: sql`join ${table} d on d.id = counted.key`, value };
}
