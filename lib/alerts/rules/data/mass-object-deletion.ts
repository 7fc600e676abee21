import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const remove = (minute: number, key: number) => ({
  service: 's3',
  name: 'DeleteObject',
  isData: true,
  minute,
  params: { bucketName: 'amzn-s3-demo-bucket', key: `invoices/${key}.pdf` },
});

export const massObjectDeletion: BuiltInRule = {
  id: 'mass-object-deletion',
  family: 'data',
  name: 'Many objects deleted',
  severity: 'high',
  description:
    'An identity deleted a hundred objects of a bucket or more within ten minutes. It needs data events of S3 in the trail; without them no deletion of an object is recorded.',
  runbook: steps(
    'Is it a clean-up job that always does this? Then exclude it here, with the reason.',
    'If not: disable the identity’s credentials before you do anything else.',
    'With versioning the objects can be restored by removing the delete markers; see whether versions were deleted too (`versionId` in the request).',
  ),
  techniques: ['T1485'],
  condition: { all: [calls('s3', 'DeleteObject'), succeeded] },
  when: { kind: 'threshold', atLeast: 100, distinct: 'requestParameters.key', withinMinutes: 10 },
  groupBy: ['@user', 'requestParameters.bucketName'],
  quietMinutes: 120,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html'],
  fires: [repeated(100, 0.05, (minute, i) => byUser(remove(minute, i)))],
  quiet: [
    repeated(99, 0.05, (minute, i) => byUser(remove(minute, i))),
    repeated(100, 1, (minute, i) => byUser(remove(minute, i))),
    repeated(100, 0.05, (minute, i) => byUser({ ...remove(minute, i), error: 'AccessDenied' })),
    repeated(100, 0.05, (minute, i) =>
      byServiceRole({ ...remove(minute, i), role: 'AWSServiceRoleForBackup', owner: 'backup' }),
    ),
  ],
};
