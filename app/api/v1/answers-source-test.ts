import { z } from 'zod';
import { testStep } from '#lib/sources/queries/find-test.ts';
import { type SourceTest, TEST_STEPS } from '#lib/sources/test-step.ts';

const time = z.string().meta({ format: 'date-time', description: 'ISO 8601, UTC.' });

export const sourceTestAnswer = z.object({
  id: z.string().meta({ format: 'uuid' }),
  names: z.array(z.enum(TEST_STEPS)).meta({ description: 'The steps that it makes, in order.' }),
  steps: z.array(testStep).meta({ description: 'Those that have ended.' }),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
}) satisfies z.ZodType<SourceTest>;
