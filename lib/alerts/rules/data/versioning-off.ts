import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals, succeeded } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const put = (VersioningConfiguration: Record<string, unknown>) => ({
  service: 's3',
  name: 'PutBucketVersioning',
  params: { bucketName: 'amzn-s3-demo-bucket', versioning: '', VersioningConfiguration },
});

export const versioningOff: BuiltInRule = {
  id: 'versioning-off',
  family: 'data',
  name: 'Bucket’s versioning or MFA delete switched off',
  severity: 'medium',
  description:
    'A bucket no longer keeps earlier versions of its objects, or no longer asks for MFA before they are deleted. From now on what is overwritten or deleted is gone.',
  runbook: steps(
    'Switch versioning on again (and MFA delete, which only root can do).',
    'Ask the one who switched it off; to save money a lifecycle of old versions is the better way.',
    'Look for deletions and overwriting in the bucket since (data events).',
  ),
  techniques: ['T1490', 'T1485'],
  condition: {
    all: [
      calls('s3', 'PutBucketVersioning'),
      {
        any: [
          equals('requestParameters.VersioningConfiguration.Status', 'Suspended'),
          equals('requestParameters.VersioningConfiguration.MfaDelete', 'Disabled'),
          equals('requestParameters.VersioningConfiguration.MFADelete', 'Disabled'),
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.bucketName'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html'],
  fires: [
    [byUser(put({ Status: 'Suspended' }))],
    [byRole(put({ Status: 'Enabled', MfaDelete: 'Disabled' }))],
  ],
  quiet: [
    [byUser(put({ Status: 'Enabled' }))],
    [byUser({ ...put({ Status: 'Suspended' }), error: 'AccessDenied' })],
  ],
};
