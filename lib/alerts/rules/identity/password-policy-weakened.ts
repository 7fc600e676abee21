import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded, test } from '../conditions.ts';
import { byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const update = (params: Record<string, unknown>) => ({
  service: 'iam',
  name: 'UpdateAccountPasswordPolicy',
  region: 'us-east-1',
  params,
});

export const passwordPolicyWeakened: BuiltInRule = {
  id: 'password-policy-weakened',
  family: 'identity',
  name: 'Password policy weakened or deleted',
  severity: 'medium',
  description:
    'The account’s password policy was deleted, or set to allow passwords of fewer than 14 characters. It holds for every IAM user of the account from the next change of a password on.',
  runbook: steps(
    'Ask the one who changed it, and put the earlier policy back (at least 14 characters, no reuse).',
    'Look for passwords that were set while the weaker policy held (`ChangePassword`, `CreateLoginProfile`, `UpdateLoginProfile`).',
  ),
  techniques: ['T1556'],
  condition: {
    all: [
      {
        any: [
          calls('iam', 'DeleteAccountPasswordPolicy'),
          {
            all: [
              calls('iam', 'UpdateAccountPasswordPolicy'),
              // What the call does not name goes back to AWS's own default, which is 6.
              { not: test('requestParameters.minimumPasswordLength', 'atLeast', 14) },
            ],
          },
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  ],
  fires: [
    [byUser({ ...update({}), name: 'DeleteAccountPasswordPolicy', params: null })],
    [byUser(update({ minimumPasswordLength: 8 }))],
    [byUser(update({ requireSymbols: true }))],
  ],
  quiet: [
    [byUser(update({ minimumPasswordLength: 14 }))],
    [byUser({ ...update({ minimumPasswordLength: 6 }), error: 'AccessDenied' })],
  ],
};
