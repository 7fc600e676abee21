import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals, isPresent, succeeded } from '../conditions.ts';
import { byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const copy = (params: Record<string, unknown>) => ({
  service: 's3',
  name: 'CopyObject',
  isData: true,
  params: { bucketName: 'amzn-s3-demo-bucket', key: 'invoices/1.pdf', ...params },
});

export const customerKeyEncryption: BuiltInRule = {
  id: 'customer-key-encryption',
  family: 'data',
  name: 'Objects encrypted with a customer-provided key',
  severity: 'critical',
  description:
    'Objects were written with a key that AWS does not keep (SSE-C). Blackmailers overwrite a bucket with such copies, and without the key nobody can read them again, AWS included.',
  runbook: steps(
    'Disable the credentials that wrote the objects at once; every minute more objects are lost.',
    'See which objects were overwritten (same keys as before) and restore their earlier versions, or a backup.',
    'If a program of yours uses SSE-C by design, exclude it here with the reason; forbid SSE-C for all other buckets by policy.',
  ),
  techniques: ['T1486'],
  condition: {
    all: [
      calls(
        's3',
        'PutObject',
        'CopyObject',
        'CreateMultipartUpload',
        'UploadPart',
        'UploadPartCopy',
        'PostObject',
      ),
      {
        any: [
          isPresent('requestParameters.x-amz-server-side-encryption-customer-algorithm'),
          equals('additionalEventData.SSEApplied', 'SSE_C'),
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.bucketName'],
  quietMinutes: 240,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html'],
  fires: [
    [byUser(copy({ 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }))],
    [byUser({ ...copy({}), name: 'PutObject', extra: { SSEApplied: 'SSE_C' } })],
  ],
  quiet: [
    [byUser({ ...copy({ 'x-amz-server-side-encryption': 'aws:kms' }), extra: { SSEApplied: 'SSE_KMS' } })],
    [
      byUser({
        ...copy({ 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }),
        error: 'AccessDenied',
      }),
    ],
    [byUser({ ...copy({ 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }), name: 'GetObject' })],
  ],
};
