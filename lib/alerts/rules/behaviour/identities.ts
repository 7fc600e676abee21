import type { Condition } from '../../rule-model.ts';
import { equals } from '../conditions.ts';

/** Identities of the account's own whose habits are worth knowing. */
export const withHabits: Condition = equals(
  '@identityType',
  'IAMUser',
  'AssumedRole',
  'Role',
  'Root',
  'FederatedUser',
  'IdentityCenterUser',
);
