import { expect, test } from 'vitest';
import {
  iamPurposes,
  iamStatements,
  keyPolicyStatement,
  NO_BUCKET,
  NO_PRINCIPAL,
  policyDocument,
  principalOf,
  trustPolicy,
} from '#lib/policies/iam-policy.ts';

const KEY = 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const LEAST = { keyArn: null, broad: false };

const of = (bucket: string, prefix = '', region = '') => iamStatements({ bucket, prefix, region }, LEAST);

test('the least is listing, locating and reading one bucket, and nothing that writes', () => {
  expect(of('logs').map(({ Action, Resource }) => [Action, Resource])).toEqual([
    ['s3:ListBucket', 'arn:aws:s3:::logs'],
    ['s3:GetBucketLocation', 'arn:aws:s3:::logs'],
    ['s3:GetObject', 'arn:aws:s3:::logs/*'],
  ]);
});

test.each(['org', 'org/', '/org/', ' org '])(
  'the prefix %j narrows both listing and reading to its folder',
  (prefix) => {
    const [list, locate, read] = of('logs', prefix);
    expect(list?.Condition).toEqual({ StringLike: { 's3:prefix': 'org/*' } });
    // That condition is never met by a request without a prefix.
    expect(locate?.Condition).toBeUndefined();
    expect(read?.Resource).toBe('arn:aws:s3:::logs/org/*');
  },
);

test('without a name the place of the name is plain to see', () => {
  expect(of('  ')[0]?.Resource).toBe(`arn:aws:s3:::${NO_BUCKET}`);
});

test.each([
  ['eu-central-1', 'aws', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
])('a bucket in %s is named in the partition %s', (region, partition, suffix) => {
  expect(of('logs', '', region)[0]?.Resource).toBe(`arn:${partition}:s3:::logs`);
  expect(keyPolicyStatement(null, region).Condition).toEqual({
    StringEquals: { 'kms:ViaService': `s3.${region}.${suffix}` },
  });
});

test('with a key there is kms:Decrypt on that key alone, and only through S3', () => {
  const decrypt = iamStatements({ bucket: 'logs', prefix: '', region: '' }, { keyArn: KEY, broad: false }).at(
    -1,
  );
  expect(decrypt).toMatchObject({
    Action: 'kms:Decrypt',
    Resource: KEY,
    Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
  });
});

test.each([
  { keyArn: null, broad: false },
  { keyArn: KEY, broad: true },
])('each action of the policy says what it is for, in its order: %j', (options) => {
  const actions = iamStatements({ bucket: 'logs', prefix: 'x', region: '' }, options).flatMap(
    ({ Action }) => Action,
  );
  expect(iamPurposes(options).map(({ action }) => action)).toEqual(actions);
  expect(actions.filter((action) => !/^(s3:(Get|List)|kms:Decrypt)/.test(action))).toEqual([]);
});

test('the broader list has what CloudCheckr asked for, within the limit of a managed policy', () => {
  const statements = iamStatements(
    { bucket: 'b'.repeat(63), prefix: 'p'.repeat(200), region: '' },
    { keyArn: KEY, broad: true },
  );
  const actions = statements.flatMap(({ Action }) => Action);
  for (const name of [
    'GetBucketLocation',
    'GetBucketPolicy',
    'GetBucketAcl',
    'GetBucketLogging',
    'GetBucketNotification',
    'GetBucketTagging',
    'GetBucketVersioning',
    'GetBucketWebsite',
    'GetObject',
    'ListBucket',
  ])
    expect(actions).toContain(`s3:${name}`);
  expect(policyDocument(statements).replace(/\s/g, '').length).toBeLessThan(6144);
});

test('a role is trusted with the external ID that was made for it', () => {
  const { Statement } = JSON.parse(trustPolicy({ principal: null, externalId: 'trailkeep-1' }));
  expect(Statement).toEqual([
    {
      Sid: 'TrailkeepAssumes',
      Effect: 'Allow',
      Principal: { AWS: NO_PRINCIPAL },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'trailkeep-1' } },
    },
  ]);
});

test('who is logged in with a role is named in policies by that role', () => {
  expect(principalOf('arn:aws:sts::111111111111:assumed-role/collector/i-0abc')).toBe(
    'arn:aws:iam::111111111111:role/collector',
  );
  expect(principalOf('arn:aws:iam::111111111111:user/x')).toBe('arn:aws:iam::111111111111:user/x');
});
