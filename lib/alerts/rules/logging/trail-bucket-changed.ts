import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded, test } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const put = {
  service: 's3',
  name: 'PutBucketLifecycle',
  params: {
    bucketName: 'acme-cloudtrail-logs',
    LifecycleConfiguration: { Rule: { ID: 'expire', Status: 'Enabled', Expiration: { Days: 1 } } },
  },
};

export const trailBucketChanged: BuiltInRule = {
  id: 'trail-bucket-changed',
  family: 'logging',
  name: 'Policy or lifecycle of a trail’s bucket changed',
  severity: 'high',
  description:
    'A bucket whose name says that it keeps CloudTrail’s logs got another policy or lifecycle, or was deleted. A lifecycle of one day deletes the record of what happened without a single delete call.',
  runbook: steps(
    'Read the new policy or lifecycle in the event: after how many days are objects deleted, and may CloudTrail still write?',
    'Put the earlier one back at once; with versioning, deleted logs can be restored.',
    'See on the account’s page whether its trails still deliver, and run the integrity check over the days in question.',
  ),
  techniques: ['T1562.008', 'T1485.001', 'T1070'],
  condition: {
    all: [
      calls(
        's3',
        'PutBucketLifecycle',
        'PutBucketLifecycleConfiguration',
        'DeleteBucketLifecycle',
        'PutBucketPolicy',
        'DeleteBucketPolicy',
        'DeleteBucket',
      ),
      test('requestParameters.bucketName', 'wildcard', '*trail*', 'aws-controltower-logs-*', '*audit-log*'),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.bucketName'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html'],
  fires: [[byUser(put)], [byUser({ ...put, name: 'DeleteBucketPolicy' })]],
  quiet: [
    [byUser({ ...put, params: { bucketName: 'acme-media' } })],
    [byUser({ ...put, error: 'AccessDenied' })],
    [byServiceRole({ ...put, role: 'AWSServiceRoleForCloudTrail', owner: 'cloudtrail' })],
  ],
};
