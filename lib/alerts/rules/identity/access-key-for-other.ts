import type { BuiltInRule } from '../../rule-model.ts';
import { calls, isPresent, succeeded, test } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const create = {
  service: 'iam',
  name: 'CreateAccessKey',
  region: 'us-east-1',
  params: { userName: 'backup-sync' },
};

export const accessKeyForOther: BuiltInRule = {
  id: 'access-key-for-other',
  family: 'identity',
  name: 'Access key made for another user',
  severity: 'medium',
  description:
    'Somebody made an access key for a user that is not their own. Whoever made it knows the secret and may act as that user from now on, from anywhere.',
  runbook: steps(
    'Ask the one who made the key and the one whose key it is; both should know.',
    'Look for calls with the new key, whose id stands in the response, and where they come from.',
    'If it was not wanted: set the key inactive, then delete it, and take back what was done with it.',
  ),
  techniques: ['T1098.001'],
  condition: {
    all: [
      calls('iam', 'CreateAccessKey'),
      isPresent('requestParameters.userName'),
      { not: test('requestParameters.userName', 'equalsField', 'userIdentity.userName') },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
  fires: [[byUser(create)], [byRole(create)]],
  quiet: [
    [byUser({ ...create, user: 'backup-sync' })],
    [byUser({ ...create, params: null })],
    [byUser({ ...create, error: 'AccessDenied' })],
  ],
};
