import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byRole, byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const stop = { service: 'cloudtrail', name: 'StopLogging', params: { name: 'organisation' } };

export const trailChange: BuiltInRule = {
  id: 'cis-4.5',
  family: 'cis',
  name: 'CloudTrail changed',
  severity: 'high',
  description:
    'A trail was made, changed, deleted, started or stopped, or what it records was changed. While a trail is off or narrowed, what happens in the account leaves no trace here.',
  runbook: steps(
    'See on the account’s page which trails still deliver, and compare the trail with what it was before.',
    'Start logging again (`StartLogging`) or recreate the trail with its earlier settings.',
    'List what the same identity did in the hour before and after; what it did while nothing was recorded may still stand in AWS’s own event history (90 days).',
  ),
  techniques: ['T1562.008'],
  condition: {
    all: [
      calls(
        'cloudtrail',
        'CreateTrail',
        'UpdateTrail',
        'DeleteTrail',
        'StartLogging',
        'StopLogging',
        'PutEventSelectors',
        'PutInsightSelectors',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-5',
  ],
  fires: [
    [byUser(stop)],
    [byUser({ ...stop, name: 'DeleteTrail' })],
    // A role of one's own whose path is made to look like that of a service.
    [
      byRole({
        ...stop,
        role: 'x:role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail',
      }),
    ],
    [byRole({ ...stop, role: 'AWS-Service-Role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail' })],
  ],
  quiet: [
    [byUser({ ...stop, error: 'TrailNotFoundException' })],
    [byUser({ service: 'cloudtrail', name: 'DescribeTrails', readOnly: true })],
    [
      byServiceRole({
        ...stop,
        name: 'UpdateTrail',
        role: 'AWSServiceRoleForCloudTrail',
        owner: 'cloudtrail',
      }),
    ],
  ],
};
