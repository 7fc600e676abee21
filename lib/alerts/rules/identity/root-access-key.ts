import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals, isPresent, succeeded } from '../conditions.ts';
import { byRoot, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const create = { service: 'iam', name: 'CreateAccessKey', region: 'us-east-1' };

export const rootAccessKey: BuiltInRule = {
  id: 'root-access-key',
  family: 'identity',
  name: 'Access key made for the root user',
  severity: 'critical',
  description:
    'The root user got an access key. Such a key is a password for everything in the account, works without MFA and cannot be limited by a policy.',
  runbook: steps(
    'Delete the key: sign in as root, Security credentials, Access keys.',
    'Find out who signed in as root and why they wanted a key; a role does whatever it was for.',
    'Look for calls with the new key (its id stands in the response) before it was deleted.',
  ),
  techniques: ['T1098.001'],
  condition: {
    all: [
      calls('iam', 'CreateAccessKey'),
      equals('@identityType', 'Root'),
      // Without a name the key is the caller's own; root may make keys for users too.
      { not: isPresent('requestParameters.userName') },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: [],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user_manage_add-key.html'],
  fires: [
    [
      byRoot({
        ...create,
        response: { accessKey: { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', status: 'Active' } },
      }),
    ],
  ],
  quiet: [
    [byRoot({ ...create, params: { userName: 'bob' } })],
    [byUser(create)],
    [byRoot({ ...create, error: 'LimitExceededException' })],
  ],
};
