import { z } from 'zod';
import { ruleDefinition } from '../rule-model.ts';
import { TRIAL_DAYS } from './trial.ts';

/** What a trial is asked for with. */
export const trialRequest = z.strictObject({
  definition: ruleDefinition,
  days: z.number().int().min(1).max(TRIAL_DAYS.most).default(TRIAL_DAYS.usual),
});
