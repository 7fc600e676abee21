import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const put = { service: 's3', name: 'PutBucketPolicy', params: { bucketName: 'amzn-s3-demo-bucket' } };

export const bucketPolicyChange: BuiltInRule = {
  id: 'cis-4.8',
  family: 'cis',
  name: 'Bucket policy, access or lifecycle changed',
  severity: 'low',
  description:
    'Who may use a bucket, what other sites may ask of it, how long it keeps its objects or where it copies them was changed. Opening a bucket to everyone has a rule of its own.',
  runbook: steps(
    'Compare the new setting in the event with the one before (AWS Config, or the last such event).',
    'Check that the change belongs to a deployment or a ticket.',
    'If not: put the earlier setting back, and look at the bucket’s reads and deletions since.',
  ),
  techniques: ['T1530', 'T1485'],
  condition: {
    all: [
      calls(
        's3',
        'PutBucketPolicy',
        'DeleteBucketPolicy',
        'PutBucketAcl',
        'PutBucketCors',
        'DeleteBucketCors',
        'PutBucketLifecycle',
        'PutBucketLifecycleConfiguration',
        'DeleteBucketLifecycle',
        'DeleteBucketLifecycleConfiguration',
        'PutBucketReplication',
        'DeleteBucketReplication',
        'PutBucketPublicAccessBlock',
        'DeleteBucketPublicAccessBlock',
        'PutAccountPublicAccessBlock',
        'DeleteAccountPublicAccessBlock',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 480,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-8',
  ],
  fires: [[byUser(put)], [byUser({ ...put, name: 'PutBucketLifecycle' })]],
  quiet: [
    [byUser({ ...put, error: 'AccessDenied' })],
    [byUser({ ...put, name: 'GetBucketPolicy', readOnly: true })],
    [byServiceRole({ ...put, role: 'AWSServiceRoleForConfig', owner: 'config' })],
  ],
};
