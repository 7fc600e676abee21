import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const remove = (minute: number) => ({
  service: 's3',
  name: 'DeleteObjects',
  isData: true,
  minute,
  params: { bucketName: 'amzn-s3-demo-bucket', delete: '' },
});

/** A rule of its own because one such call deletes up to 1,000 objects, and the record does not say how many. */
export const batchObjectDeletion: BuiltInRule = {
  id: 'batch-object-deletion',
  family: 'data',
  name: 'Objects deleted in batches',
  severity: 'high',
  description:
    'An identity sent five DeleteObjects calls or more to a bucket within ten minutes; each of them may delete a thousand objects. It needs data events of S3 in the trail.',
  runbook: steps(
    'Is it a clean-up job that always does this? Then exclude it here, with the reason.',
    'If not: disable the identity’s credentials before you do anything else.',
    'With versioning the objects can be restored by removing the delete markers. Then see what is missing from the bucket’s inventory.',
  ),
  techniques: ['T1485'],
  condition: { all: [calls('s3', 'DeleteObjects'), succeeded] },
  when: { kind: 'threshold', atLeast: 5, withinMinutes: 10 },
  groupBy: ['@user', 'requestParameters.bucketName'],
  quietMinutes: 120,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html'],
  fires: [repeated(5, 2, (minute) => byUser(remove(minute)))],
  quiet: [
    repeated(4, 2, (minute) => byUser(remove(minute))),
    repeated(5, 1, (minute) => byUser({ ...remove(minute), error: 'AccessDenied' })),
    repeated(5, 1, (minute) =>
      byServiceRole({ ...remove(minute), role: 'AWSServiceRoleForBackup', owner: 'backup' }),
    ),
  ],
};
