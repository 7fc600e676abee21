import type { BuiltInRule } from '../../rule-model.ts';
import { calls, doneOrDenied } from '../conditions.ts';
import { bySsoPerson, byUser, OTHER_ACCOUNT } from '../sample-record.ts';
import { steps } from '../steps.ts';

const assume = {
  service: 'sts',
  name: 'AssumeRoot',
  params: {
    targetPrincipal: OTHER_ACCOUNT,
    taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' },
  },
};

export const assumeRoot: BuiltInRule = {
  id: 'assume-root',
  family: 'identity',
  name: 'Root session of a member account',
  severity: 'high',
  description:
    'From the management account somebody opened a root session in a member account, or tried to. It is meant for a few repairs, such as unlocking a bucket, and every use of it should have a reason.',
  runbook: steps(
    'See in the event which account and which task the session was for (`targetPrincipal`, `taskPolicyArn`).',
    'Find what was done with it: events of type Root in that account with `assumedRoot` in their session.',
    'If nobody planned it: revoke the caller’s sessions and look at what else they did in the management account.',
  ),
  techniques: ['T1078.004', 'T1548.005'],
  condition: { all: [calls('sts', 'AssumeRoot'), doneOrDenied] },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.targetPrincipal'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html'],
  fires: [[bySsoPerson(assume)], [byUser({ ...assume, error: 'AccessDenied' })]],
  quiet: [
    [bySsoPerson({ ...assume, error: 'ValidationError' })],
    [
      byUser({
        service: 'sts',
        name: 'AssumeRole',
        params: { roleArn: 'arn:aws:iam::444455556666:role/audit' },
      }),
    ],
  ],
};
