import { VALUE_KINDS, type ValueKind } from '#lib/activity/value-kinds.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import type { ListFilter } from './schema.ts';

/**
 * What events are counted by. Ids of one value differ by account, so counts are summed by id first and by value after.
 * All text here is the program's own; no column name comes from a request.
 */
export type Dimension = {
  /** Column of the id: in the rollups and in `event`, or only in `event`. */
  key: Sql;
  /** Under which kind activity_value counts it alone; null for accounts, which all its rows name. */
  valueKind: ValueKind | null;
  /** Whether each event has one value of it, which activity_hour and activity_day then know together with the others. */
  ofEveryEvent: boolean;
  /** From `counted.key` to the row that holds the value. */
  join: Sql;
  value: Sql;
};

export const DIMENSIONS: Readonly<Record<ListFilter, Dimension>> = {
  user: ofEveryEvent('principal', sql`principal_id`, sql`principal`, sql`d.label`),
  identityType: ofEveryEvent('principal', sql`principal_id`, sql`principal`, sql`d.identity_type`),
  event: ofEveryEvent('action', sql`action_id`, sql`action`, sql`d.event_name`),
  service: ofEveryEvent('action', sql`action_id`, sql`action`, sql`d.service`),
  ip: ofEveryEvent('address', sql`address_id`, sql`address`, sql`d.value`),
  region: ofEveryEvent('region', sql`region_id`, sql`region`, sql`d.name`),
  errorCode: ofEveryEvent('error', sql`error_id`, sql`error`, sql`d.code`),
  account: {
    key: sql`account_id`,
    valueKind: null,
    ofEveryEvent: true,
    join: sql``,
    value: sql`lpad(counted.key::text, 12, '0')`,
  },
  resource: ofSomeEvents('resource', sql`resource_id`, sql`resource`),
  accessKey: ofSomeEvents('accessKey', sql`access_key_id`, sql`access_key`),
};

/** Counts everything together, under the key 0. */
export const EVERYTHING: Dimension = {
  key: sql`0`,
  valueKind: null,
  ofEveryEvent: true,
  join: sql``,
  value: sql`''`,
};

function ofEveryEvent(kind: keyof typeof VALUE_KINDS, key: Sql, table: Sql, value: Sql): Dimension {
  return {
    key,
    valueKind: VALUE_KINDS[kind],
    ofEveryEvent: true,
    join: sql`join ${table} d on d.id = counted.key`,
    value,
  };
}

function ofSomeEvents(kind: keyof typeof VALUE_KINDS, key: Sql, table: Sql): Dimension {
  return { ...ofEveryEvent(kind, key, table, sql`d.value`), ofEveryEvent: false };
}
