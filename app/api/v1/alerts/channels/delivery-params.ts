import { z } from 'zod';

/** Which messages of a channel are listed. */
export const deliveryParams = z.object({
  limit: z.coerce
    .number('expected a whole number')
    .int('expected a whole number')
    .min(1, 'expected at least 1')
    .max(200, 'expected at most 200')
    .default(50),
  before: z
    .string()
    .regex(/^\d{1,18}$/, 'expected the `next` of the page before, unchanged')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
});
