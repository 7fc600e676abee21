import { z } from 'zod';

/** How far back to collect, as typed. */
export const backfillDays = z.coerce
  .number('Enter a number of days.')
  .int('Enter a whole number of days.')
  .min(1, 'At least 1 day.')
  .max(36_500, 'At most 36,500 days.');
