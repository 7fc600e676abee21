import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const SETTINGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];

const partlyOff: Condition = {
  all: [
    calls('s3', 'PutBucketPublicAccessBlock', 'PutAccountPublicAccessBlock'),
    {
      any: SETTINGS.map((setting) =>
        equals(`requestParameters.PublicAccessBlockConfiguration.${setting}`, false, 'false'),
      ),
    },
  ],
};

const put = (isBlocked: boolean) => ({
  service: 's3',
  name: 'PutBucketPublicAccessBlock',
  params: {
    bucketName: 'amzn-s3-demo-bucket',
    PublicAccessBlockConfiguration: Object.fromEntries(SETTINGS.map((setting) => [setting, isBlocked])),
  },
});

export const publicAccessBlockOff: BuiltInRule = {
  id: 'public-access-block-off',
  family: 'data',
  name: 'Block of public access taken off',
  severity: 'medium',
  description:
    'The block that keeps a bucket, or all buckets of the account, from being opened to the public was lifted in whole or in part. Nothing is public yet by this alone, but one policy or access list now makes it so.',
  runbook: steps(
    'See whether the bucket’s policy or access list lets everyone in, before and after this change.',
    'Ask the one who lifted the block what for; a public bucket should be one that is meant to be.',
    'Otherwise block public access again, for the whole account if you can.',
  ),
  techniques: ['T1530', 'T1562.007'],
  condition: {
    all: [
      { any: [calls('s3', 'DeleteBucketPublicAccessBlock', 'DeleteAccountPublicAccessBlock'), partlyOff] },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.bucketName'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  fires: [[byUser(put(false))], [byUser({ ...put(true), name: 'DeleteBucketPublicAccessBlock' })]],
  quiet: [
    [byUser(put(true))],
    [byUser({ ...put(false), error: 'AccessDenied' })],
    [byServiceRole({ ...put(false), role: 'AWSServiceRoleForConfig', owner: 'config' })],
  ],
};
