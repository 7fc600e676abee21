import type { BuiltInRule } from '../../rule-model.ts';
import { byRoot, byUser, repeated, signIn } from '../sample-record.ts';
import { steps } from '../steps.ts';
import { failedSignIn } from './failed-sign-in.ts';

export const signInFailures: BuiltInRule = {
  id: 'cis-4.6',
  family: 'cis',
  name: 'Console sign-in failed again and again for one user',
  severity: 'medium',
  description:
    'Five sign-ins to the console or more failed for the same user within 15 minutes. Somebody forgot a password, or somebody is guessing it.',
  runbook: steps(
    'Look at the addresses: is it where this user signs in from, or somewhere new?',
    'Look for a success right after the failures; the rule “Sign-in succeeded after failures” says so too.',
    'Ask the person. If it was not them, set a new password and see that the user has MFA.',
  ),
  techniques: ['T1110.001'],
  condition: failedSignIn,
  when: { kind: 'threshold', atLeast: 5, withinMinutes: 15 },
  groupBy: ['@user'],
  quietMinutes: 120,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-6',
  ],
  fires: [
    repeated(5, 1, (minute) => byUser({ ...signIn(false), minute, ip: `198.51.100.${minute + 1}` })),
    repeated(6, 2, (minute) => byRoot({ ...signIn(false), minute })),
    repeated(5, 1, (minute) => byUser({ ...signIn(false), response: null, minute })),
  ],
  quiet: [
    repeated(4, 1, (minute) => byUser({ ...signIn(false), minute })),
    repeated(5, 8, (minute) => byUser({ ...signIn(false), minute })),
    repeated(6, 1, (minute) => byUser({ ...signIn(true), minute })),
    repeated(5, 1, (minute) => byUser({ ...signIn(false), minute, user: `user-${minute}` })),
  ],
};
