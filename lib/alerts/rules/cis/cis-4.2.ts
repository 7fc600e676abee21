import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals, isPresent, succeeded } from '../conditions.ts';
import { byRoot, bySsoPerson, byUser, signIn } from '../sample-record.ts';
import { steps } from '../steps.ts';

const saml = 'arn:aws:iam::111122223333:saml-provider/corporate';

export const signInWithoutMfa: BuiltInRule = {
  id: 'cis-4.2',
  family: 'cis',
  name: 'Console sign-in without MFA',
  severity: 'medium',
  description:
    'An IAM user signed in to the console with a password alone. Whoever learns that password has everything the user may do.',
  runbook: steps(
    'Ask the person whether it was them, and look at the address and country of the sign-in.',
    'Give the user an MFA device, and deny everything without one by policy (`aws:MultiFactorAuthPresent`).',
    'If it was not them: set a new password, end their sessions and disable their access keys, then follow what the session did.',
  ),
  techniques: ['T1078.004'],
  condition: {
    all: [
      calls('signin', 'ConsoleLogin'),
      succeeded,
      equals('userIdentity.type', 'IAMUser'),
      { not: equals('additionalEventData.MFAUsed', 'Yes') },
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 720,
  exclusions: [
    {
      reason: 'The person signed in by a SAML provider, which asks for the second factor itself.',
      condition: isPresent('additionalEventData.SamlProviderArn'),
    },
  ],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-3',
  ],
  fires: [[byUser(signIn(true, 'No'))], [byUser({ ...signIn(true), extra: { MobileVersion: 'No' } })]],
  quiet: [
    [byUser(signIn(true, 'Yes'))],
    [byUser(signIn(false, 'No'))],
    [byUser({ ...signIn(true), extra: { MFAUsed: 'No', SamlProviderArn: saml } })],
    // Root has a rule of its own; those who sign in elsewhere proved themselves there.
    [byRoot(signIn(true, 'No'))],
    [bySsoPerson(signIn(true, 'No'))],
  ],
};
