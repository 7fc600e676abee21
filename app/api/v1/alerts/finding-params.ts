import { z } from 'zod';
import { FINDING_LISTS, FINDING_ORDERS } from '#lib/alerts/findings/page-params.ts';
import type { FindingFilters } from '#lib/alerts/findings/queries/list-findings.ts';
import { ACCOUNT_IDS, idsOf, RULE_IDS } from '#lib/alerts/id-lists.ts';
import { SEVERITIES } from '#lib/alerts/rule-model.ts';
import { exportParams } from '#lib/events/search-params.ts';

const oneOf = (values: readonly string[]) => `expected one of ${values.join(', ')}`;

const filterParams = z.object({
  show: z.enum(FINDING_LISTS, oneOf(FINDING_LISTS)).default('not-closed'),
  severity: z.enum(SEVERITIES, oneOf(SEVERITIES)).optional(),
  rule: z
    .string()
    .regex(RULE_IDS, 'expected numbers of rules, with commas between')
    .optional()
    .meta({ description: 'Only what these rules found: `17`, `17,4`.' }),
  account: z
    .string()
    .regex(ACCOUNT_IDS, 'expected accounts of 12 digits each, with commas between')
    .optional()
    .meta({ description: 'Only what was found in these accounts, with commas between.' }),
  assignee: z.union([z.uuid(), z.literal('nobody')], 'expected the id of a person, or nobody').optional(),
});

/** Which findings are listed. */
export const findingParams = filterParams.extend({
  order: z.enum(FINDING_ORDERS, oneOf(FINDING_ORDERS)).default('severity'),
  after: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'expected the `next` of the page before, unchanged')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
});

/** Which findings are exported. */
export const findingExportParams = filterParams.extend({ format: exportParams.shape.format });

/** What was asked for, with null for what was not. */
export function toFindingFilters(asked: z.output<typeof filterParams>): FindingFilters {
  const { show, severity = null, rule, account, assignee = null } = asked;
  return { show, severity, rule: idsOf(rule), account: idsOf(account), assignee };
}
