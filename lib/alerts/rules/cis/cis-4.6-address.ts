import type { BuiltInRule } from '../../rule-model.ts';
import { byUser, repeated, signIn } from '../sample-record.ts';
import { steps } from '../steps.ts';
import { failedSignIn } from './failed-sign-in.ts';

export const signInFailuresOfAddress: BuiltInRule = {
  id: 'cis-4.6-address',
  family: 'cis',
  name: 'Console sign-in failed again and again from one address',
  severity: 'medium',
  description:
    'Five sign-ins to the console or more failed from the same address within 15 minutes, whoever they were for. One password tried on many users looks like this.',
  runbook: steps(
    'List the users that were tried. Names that do not exist (`HIDDEN_DUE_TO_SECURITY_REASONS`) mean guessing.',
    'See whether any sign-in from this address succeeded, before or after.',
    'If it is not your own network: give the tried users new passwords and check that each has MFA.',
  ),
  techniques: ['T1110.003'],
  condition: failedSignIn,
  when: { kind: 'threshold', atLeast: 5, withinMinutes: 15 },
  groupBy: ['@ip'],
  quietMinutes: 120,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-6',
  ],
  fires: [
    repeated(5, 1, (minute) => byUser({ ...signIn(false), minute, user: `user-${minute}` })),
    repeated(5, 1, (minute) => byUser({ ...signIn(false), minute, user: 'HIDDEN_DUE_TO_SECURITY_REASONS' })),
  ],
  quiet: [
    repeated(5, 1, (minute) => byUser({ ...signIn(false), minute, ip: `198.51.100.${minute + 1}` })),
    repeated(4, 1, (minute) => byUser({ ...signIn(false), minute })),
  ],
};
