import type { BuiltInRule } from '../../rule-model.ts';
import { calls, isPresent, succeeded, test } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const update = {
  service: 'iam',
  name: 'UpdateLoginProfile',
  region: 'us-east-1',
  params: { userName: 'carol' },
};

export const loginProfileForOther: BuiltInRule = {
  id: 'login-profile-for-other',
  family: 'identity',
  name: 'Console password set for another user',
  severity: 'medium',
  description:
    'Somebody set the console password of another IAM user, or gave one to a user that had none. They can now sign in as that user.',
  runbook: steps(
    'Ask both: the one who set the password, and the user whose password it is.',
    'Look for a console sign-in of that user afterwards, its address and whether MFA was used.',
    'If it was not wanted: delete the login profile, end the user’s sessions and look at what the session did.',
  ),
  techniques: ['T1098'],
  condition: {
    all: [
      calls('iam', 'CreateLoginProfile', 'UpdateLoginProfile'),
      isPresent('requestParameters.userName'),
      { not: test('requestParameters.userName', 'equalsField', 'userIdentity.userName') },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html',
  ],
  fires: [[byUser(update)], [byRole({ ...update, name: 'CreateLoginProfile' })]],
  quiet: [
    [byUser({ ...update, user: 'carol' })],
    [byUser({ ...update, error: 'NoSuchEntityException' })],
    [byUser({ ...update, name: 'ChangePassword', params: null })],
  ],
};
