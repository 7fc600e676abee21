import { z } from 'zod';
import { EXCLUSION_CURSOR, EXCLUSION_LISTS } from '#lib/alerts/exclusions/schema.ts';

/** Which exclusions are listed. */
export const exclusionParams = z.object({
  show: z
    .enum(EXCLUSION_LISTS, `expected one of ${EXCLUSION_LISTS.join(', ')}`)
    .default('current')
    .meta({ description: '`past` are those that ended, were refused or taken back.' }),
  rule: z
    .string()
    .regex(/^\d{1,9}$/, 'expected the number of a rule')
    .optional(),
  after: z
    .string()
    .regex(EXCLUSION_CURSOR, 'expected the `next` of the page before, unchanged')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
});
