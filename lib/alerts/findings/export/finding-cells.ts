import type { Cell } from '#lib/events/export/export-format.ts';
import { fieldName } from '../../field-name.ts';
import type { FindingRow } from '../schema.ts';

const CELLS = {
  id: ({ id }) => id,
  severity: ({ severity }) => severity,
  rule: ({ rule }) => rule,
  ruleId: ({ ruleId }) => ruleId,
  state: ({ state }) => state,
  assignee: ({ assignee }) => assignee?.name ?? null,
  accountId: ({ accountId }) => accountId,
  accountName: ({ accountName }) => accountName,
  /** What it is about, `User: root`. */
  about: ({ group }) => group.map(({ field, value }) => `${fieldName(field)}: ${value}`),
  firstAt: ({ firstAt }) => firstAt,
  lastAt: ({ lastAt }) => lastAt,
  events: ({ events }) => events,
  historic: ({ historic }) => historic,
  silent: ({ silent }) => silent,
} as const satisfies Record<string, (finding: FindingRow) => Cell>;

/** Columns of a file of findings, in its order. */
export const FINDING_COLUMNS: readonly string[] = Object.keys(CELLS);

/** A finding as the cells of its row, by column. */
export function findingCells(finding: FindingRow): Record<string, Cell> {
  return Object.fromEntries(Object.entries(CELLS).map(([name, cell]) => [name, cell(finding)]));
}
