import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { definitionOf } from '../../definition.ts';
import { SEVERITIES } from '../../rule-model.ts';
import { FINDING_STATES, type FindingRow } from '../schema.ts';

export const findingColumns = sql`
  f.id, f.rule_id, f.severity, f.state, f.account_id, coalesce(a.name, '') as account_name, f.group_by, f.group_values, f.first_at, f.last_at,
  f.events, f.historic, f.silent, f.assignee_id, r.builtin_id, r.definition, r.mode`;

export const findingTables = sql`finding f join alert_rule r on r.id = f.rule_id left join account a on a.id = f.account_id`;

export const findingColumnsRow = z.object({
  id: z.string(),
  rule_id: z.number(),
  severity: z.enum(SEVERITIES),
  state: z.enum(FINDING_STATES),
  account_id: z.string(),
  account_name: z.string(),
  /** What the rule grouped by when it was made, whatever it does now. */
  group_by: z.array(z.string()),
  group_values: z.array(z.string()),
  first_at: z.date(),
  last_at: z.date(),
  events: z.number(),
  historic: z.boolean(),
  silent: z.boolean(),
  assignee_id: z.string().nullable(),
  builtin_id: z.string().nullable(),
  definition: z.unknown(),
  mode: z.enum(['live', 'silent', 'off']),
});
export type FindingColumns = z.infer<typeof findingColumnsRow>;

/**
 * Which findings a scope shows: in an account those of all rules that cover it, in a view those of its own rules and of its accounts'.
 * The accounts themselves are row-level security's.
 */
export function shownIn(scope: Pick<Scope, 'kind' | 'id'>): Sql {
  if (scope.kind === 'account') return sql`true`;
  return sql`(r.account_id is not null or r.view_id = (select id from view where slug = ${scope.id}))`;
}

/** `names`: what people are called, by id. */
export function toFindingRow(row: FindingColumns, names: ReadonlyMap<string, string>): FindingRow {
  const definition = definitionOf({ builtinId: row.builtin_id, definition: row.definition });
  const group = row.group_by.map((field, at) => ({ field, value: row.group_values[at] ?? '' }));
  const { assignee_id } = row;
  return {
    id: row.id,
    ruleId: row.rule_id,
    rule: definition.name,
    severity: row.severity,
    state: row.state,
    accountId: formatAccountId(row.account_id),
    accountName: row.account_name,
    group: group.filter(({ value }) => value !== ''),
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    events: row.events,
    historic: row.historic,
    silent: row.silent,
    assignee:
      assignee_id === null ? null : { id: assignee_id, name: names.get(assignee_id) ?? 'somebody who left' },
  };
}
