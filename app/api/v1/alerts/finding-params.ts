import { z } from 'zod';
import { FINDING_LISTS, FINDING_ORDERS } from '#lib/alerts/findings/page-params.ts';
import { SEVERITIES } from '#lib/alerts/rule-model.ts';

const oneOf = (values: readonly string[]) => `expected one of ${values.join(', ')}`;

/** Which findings are listed. */
export const findingParams = z.object({
  show: z.enum(FINDING_LISTS, oneOf(FINDING_LISTS)).default('not-closed'),
  severity: z.enum(SEVERITIES, oneOf(SEVERITIES)).optional(),
  rule: z
    .string()
    .regex(/^\d{1,9}$/, 'expected the number of a rule')
    .optional(),
  account: z
    .string()
    .regex(/^\d{12}$/, 'expected 12 digits')
    .optional(),
  assignee: z.union([z.uuid(), z.literal('nobody')], 'expected the id of a person, or nobody').optional(),
  order: z.enum(FINDING_ORDERS, oneOf(FINDING_ORDERS)).default('severity'),
  after: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'expected the `next` of the page before, unchanged')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
});
