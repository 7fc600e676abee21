import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { failedSignIn } from '../cis/failed-sign-in.ts';
import { calls, succeeded } from '../conditions.ts';
import { byUser, repeated, signIn } from '../sample-record.ts';
import { steps } from '../steps.ts';

const signedIn: Condition = { all: [calls('signin', 'ConsoleLogin'), succeeded] };
const failures = (count: number) => repeated(count, 1, (minute) => byUser({ ...signIn(false), minute }));

export const signInAfterFailures: BuiltInRule = {
  id: 'sign-in-after-failures',
  family: 'identity',
  name: 'Sign-in succeeded after failures',
  severity: 'high',
  description:
    'Five sign-ins of a user failed or more, and then one succeeded, all within half an hour. A forgotten password looks like this, and so does one that was guessed.',
  runbook: steps(
    'Ask the person right away; they will remember having trouble to sign in.',
    'Compare the address of the success with that of the failures and with where the user signs in from.',
    'If it was not them: set a new password, end their sessions, and look at everything since the sign-in.',
  ),
  techniques: ['T1110', 'T1078.004'],
  condition: { any: [failedSignIn, signedIn] },
  when: {
    kind: 'sequence',
    steps: [
      { name: 'Failed sign-ins', condition: failedSignIn, atLeast: 5 },
      { name: 'Sign-in', condition: signedIn, atLeast: 1 },
    ],
    ordered: true,
    withinMinutes: 30,
  },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html',
  ],
  fires: [[...failures(5), byUser({ ...signIn(true), minute: 7 })]],
  quiet: [
    [...failures(4), byUser({ ...signIn(true), minute: 7 })],
    [...failures(6)],
    [...failures(5), byUser({ ...signIn(true), minute: 50 })],
    [...failures(5), byUser({ ...signIn(true), minute: 7, user: 'bob' })],
  ],
};
