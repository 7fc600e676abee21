import { z } from 'zod';
import { EXCLUSION_CURSOR, EXCLUSION_LISTS } from '#lib/alerts/exclusions/schema.ts';
import { RULE_IDS } from '#lib/alerts/id-lists.ts';

/** Which exclusions are listed. */
export const exclusionParams = z.object({
  show: z
    .enum(EXCLUSION_LISTS, `expected one of ${EXCLUSION_LISTS.join(', ')}`)
    .default('current')
    .meta({ description: '`past` are those that ended, were refused or taken back.' }),
  rule: z
    .string()
    .regex(RULE_IDS, 'expected numbers of rules, with commas between')
    .optional()
    .meta({ description: 'Only of these rules: `17`, `17,4`.' }),
  after: z
    .string()
    .regex(EXCLUSION_CURSOR, 'expected the `next` of the page before, unchanged')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
});
