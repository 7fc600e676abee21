import type { Condition, Exclusion } from '../../rule-model.ts';
import { byAwsItself, equals } from '../conditions.ts';

export const refused: Condition = equals('@outcome', 'denied');

/** Refusals that belong to the way AWS works. */
export const notAnAttempt: Exclusion[] = [
  {
    reason: 'Clients ask with HeadBucket whether a bucket is there, and a refusal is an answer to them.',
    condition: equals('@event', 'HeadBucket'),
  },
  {
    reason: 'Log delivery tests a bucket’s policy before it writes.',
    condition: equals('sourceIPAddress', 'delivery.logs.amazonaws.com'),
  },
  byAwsItself,
];
