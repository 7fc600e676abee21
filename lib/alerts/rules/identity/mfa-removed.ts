import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const deactivate = {
  service: 'iam',
  name: 'DeactivateMFADevice',
  region: 'us-east-1',
  params: { userName: 'carol', serialNumber: 'arn:aws:iam::111122223333:mfa/carol' },
};

export const mfaRemoved: BuiltInRule = {
  id: 'mfa-removed',
  family: 'identity',
  name: 'MFA device removed',
  severity: 'medium',
  description:
    'The MFA device of a user was taken away. From now on the password alone opens the console, unless a new device follows at once.',
  runbook: steps(
    'See whether a new device was enabled within minutes (`EnableMFADevice`): then it was a change of phone.',
    'Ask the user. If it was not them, set a new password and give them a new device.',
    'Look at what the one who removed it did before and after.',
  ),
  techniques: ['T1556.006'],
  condition: { all: [calls('iam', 'DeactivateMFADevice', 'DeleteVirtualMFADevice'), succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_disable.html'],
  fires: [[byUser(deactivate)], [byRole({ ...deactivate, name: 'DeleteVirtualMFADevice' })]],
  quiet: [
    [byUser({ ...deactivate, error: 'AccessDenied' })],
    [byUser({ ...deactivate, name: 'EnableMFADevice' })],
  ],
};
