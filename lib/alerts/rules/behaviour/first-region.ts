import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, equals, throughAwsService } from '../conditions.ts';
import { byRole, byUser, DAY_MINUTES, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';
import { withHabits } from './identities.ts';

const call = { service: 'ec2', name: 'DescribeInstances', readOnly: true };
const habit = repeated(16, DAY_MINUTES, (minute) => byUser({ ...call, minute }));
const elsewhere = { ...call, minute: 16 * DAY_MINUTES, region: 'ap-south-1' };

/** Names no event: any call may be the first in a region. */
export const firstRegion: BuiltInRule = {
  id: 'first-region',
  family: 'behaviour',
  name: 'First use of a region by an identity',
  severity: 'low',
  description:
    'An identity that has been known for two weeks called in a region where it did not call in the last 90 days. Stolen credentials are often tried in regions that nobody watches.',
  runbook: steps(
    'See what it did there: only looked, or made machines, users or functions?',
    'Ask the owner whether they work in that region now.',
    'If not: disable the credentials; forbid regions that you do not use by policy.',
  ),
  techniques: ['T1535'],
  condition: withHabits,
  when: { kind: 'first-seen', field: '@region', lookbackDays: 90, learningDays: 14 },
  groupBy: ['@user'],
  quietMinutes: DAY_MINUTES,
  exclusions: [
    byAwsItself,
    throughAwsService,
    {
      reason: 'Services of the whole world are recorded in one region, wherever the caller works.',
      condition: equals(
        '@service',
        'iam',
        'sts',
        'signin',
        'organizations',
        'cloudfront',
        'route53',
        'support',
        'health',
        'ce',
        'account',
        'sso',
      ),
    },
  ],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html',
  ],
  fires: [
    [...habit, byUser(elsewhere)],
    [...habit, byUser({ ...elsewhere, error: 'Client.UnauthorizedOperation' })],
  ],
  quiet: [
    [...habit, byUser({ ...elsewhere, region: 'eu-central-1' })],
    // Not known for long enough, or not at all.
    [...habit.slice(-10), byUser(elsewhere)],
    [...habit, byUser({ ...elsewhere, user: 'bob' })],
    [...habit, byUser({ ...elsewhere, service: 'iam', name: 'ListUsers' })],
    repeated(17, DAY_MINUTES, (minute, i) =>
      byRole({
        ...call,
        minute,
        invokedBy: 'backup.amazonaws.com',
        region: i === 16 ? 'ap-south-1' : 'eu-west-1',
      }),
    ),
    repeated(17, DAY_MINUTES, (minute, i) =>
      byRole({
        ...call,
        minute,
        role: 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
        region: i === 16 ? 'ap-south-1' : 'eu-west-1',
      }),
    ),
  ],
};
