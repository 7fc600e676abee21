import type { BuiltInRule } from '../../rule-model.ts';
import { byRole, byService, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';
import { notAnAttempt, refused } from './refused-calls.ts';

const describe = { service: 'ec2', name: 'DescribeInstances', error: 'Client.UnauthorizedOperation' };
const probe = { service: 's3', name: 'GetBucketAcl', error: 'AccessDenied' };

/** Names no event: what is refused matters, not what was tried. */
export const manyUnauthorisedCalls: BuiltInRule = {
  id: 'cis-4.1',
  family: 'cis',
  name: 'Many unauthorised calls by one identity',
  severity: 'medium',
  description:
    'An identity was refused five times or more within 15 minutes. Either something lost permissions that it needs, or someone with its credentials is trying what they can do.',
  runbook: steps(
    'Open the events: are they the same call again and again (a broken job), or many different ones (someone looking around)?',
    'Compare the address and the user agent with those that this identity used before.',
    'For a broken job: give the permission back or stop the job. Otherwise disable the access key or revoke the role’s sessions and look at everything it did that was not refused.',
  ),
  techniques: ['T1580', 'T1078.004'],
  condition: refused,
  when: { kind: 'threshold', atLeast: 5, withinMinutes: 15 },
  groupBy: ['@user'],
  quietMinutes: 1440,
  exclusions: notAnAttempt,
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-2',
  ],
  fires: [
    repeated(5, 2, (minute) => byUser({ ...describe, minute })),
    ['ListUsers', 'ListRoles', 'ListGroups', 'ListPolicies', 'ListAccessKeys'].map((name, minute) =>
      byRole({ service: 'iam', name, error: 'AccessDenied', minute }),
    ),
  ],
  quiet: [
    repeated(4, 2, (minute) => byUser({ ...describe, minute })),
    repeated(5, 10, (minute) => byUser({ ...describe, minute })),
    repeated(5, 1, (minute) => byUser({ ...describe, minute, error: 'Client.InvalidInstanceID.NotFound' })),
    repeated(8, 1, (minute) => byUser({ service: 's3', name: 'HeadBucket', error: 'AccessDenied', minute })),
    repeated(8, 1, (minute) => byUser({ ...probe, ip: 'delivery.logs.amazonaws.com', minute })),
    repeated(8, 1, (minute) => byService({ ...probe, owner: 'config', minute })),
    repeated(5, 1, (minute) => byUser({ ...describe, minute, user: `user-${minute}` })),
  ],
};
