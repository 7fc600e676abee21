import { describe, expect, test } from 'vitest';
import { BUCKET_POLICY_LIMIT, bucketPolicy } from '#lib/policies/bucket-policy.ts';
import { checkBucketPolicy } from '#lib/policies/check-bucket-policy.ts';
import { checkKeyPolicy } from '#lib/policies/check-key-policy.ts';
import { KEY_POLICY_LIMIT, keyPolicy } from '#lib/policies/key-policy.ts';
import { PARTITIONS } from '#lib/policies/setup-plan.ts';
import { splitPlan } from '#lib/policies/split-plan.ts';
import { planOf } from './plans.ts';

const NO_FACTS = { arn: null, state: 'Enabled', spec: 'SYMMETRIC_DEFAULT', manager: 'CUSTOMER' };
const bytes = (text: string) => Buffer.byteLength(text);

test('the policy for one account is that of AWS’s documentation', () => {
  const built = bucketPolicy(planOf(1, { prefix: 'trails/' }));
  const trail = 'arn:aws:cloudtrail:eu-central-1:012345678901:trail/acme-trail';
  expect(built?.form).toBe('trails');
  expect(JSON.parse(built?.text ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AWSCloudTrailAclCheck',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:GetBucketAcl',
        Resource: 'arn:aws:s3:::acme-audit-cloudtrail-logs',
        Condition: { StringEquals: { 'aws:SourceArn': trail } },
      },
      {
        Sid: 'AWSCloudTrailWrite',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::acme-audit-cloudtrail-logs/trails/AWSLogs/012345678901/*',
        Condition: {
          StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trail },
        },
      },
    ],
  });
});

describe.each([1, 3, 100, 300, 1000])('for %i accounts', (count) => {
  describe.each(PARTITIONS)('in %s', (partition) => {
    test.each(['', 'trails/', `${'a-long-prefix/'.repeat(14)}`])(
      'with the prefix %j both policies keep within AWS’s limits, and the check finds nothing to mend',
      (prefix) => {
        const plan = planOf(count, { partition, prefix });
        for (const part of splitPlan(plan)) {
          const bucket = bucketPolicy(part);
          const key = keyPolicy(part);
          expect(bytes(bucket?.text ?? '')).toBeLessThanOrEqual(BUCKET_POLICY_LIMIT);
          expect(bytes(key?.text ?? '')).toBeLessThanOrEqual(KEY_POLICY_LIMIT);
          expect(checkBucketPolicy(part, bucket?.text ?? null).findings).toEqual([]);
          expect(checkKeyPolicy(part, NO_FACTS, key?.text ?? '').findings).toEqual([]);
        }
      },
    );
  });
});

test('few accounts are named trail by trail, more by their folders, a thousand by their numbers, all in one bucket', () => {
  expect([3, 200, 1000].map((count) => bucketPolicy(planOf(count))?.form)).toEqual([
    'trails',
    'listed',
    'accounts',
  ]);
  expect([3, 400, 1000].map((count) => keyPolicy(planOf(count))?.form)).toEqual([
    'trails',
    'listed',
    'accounts',
  ]);
  expect(splitPlan(planOf(1000))).toHaveLength(1);
});

test('more accounts than one policy can hold are parted into buckets, each account in exactly one', () => {
  const plan = planOf(5000);
  const parts = splitPlan(plan);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.flatMap(({ accounts }) => accounts)).toEqual(plan.accounts);
  expect(new Set(parts.map(({ bucket }) => bucket)).size).toBe(parts.length);
  for (const part of parts) expect(bucketPolicy(part)).not.toBeNull();
});

test('the buckets of a plan that is parted have names that S3 takes, each another', () => {
  const names = splitPlan(planOf(5000, { bucket: `${'a'.repeat(60)}-bc` })).map(({ bucket }) => bucket);
  expect(names.length).toBeGreaterThan(1);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
});
