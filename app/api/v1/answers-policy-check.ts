import { z } from 'zod';
import { type PolicyCheckRun, policyReadings } from '#lib/policies/policy-reading.ts';

const time = z.string().meta({ format: 'date-time', description: 'ISO 8601, UTC.' });

export const policyCheckAnswer = z.object({
  id: z.string().meta({ format: 'uuid' }),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  result: policyReadings.nullable().meta({ description: 'Null until it has finished.' }),
}) satisfies z.ZodType<PolicyCheckRun>;
