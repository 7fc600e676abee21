import { expect, test } from 'vitest';
import { minimalPolicy, NO_BUCKET } from '#lib/sources/minimal-policy.ts';

type Statement = { Action: string | string[]; Resource: string };

const statementsOf = (bucket: string, prefix = '', region = ''): Statement[] =>
  (JSON.parse(minimalPolicy({ bucket, prefix, region })) as { Statement: Statement[] }).Statement;

test('allows listing on the bucket and reading on its objects, and nothing else', () => {
  expect(statementsOf('logs').map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [['s3:ListBucket', 's3:GetBucketLocation'], 'arn:aws:s3:::logs'],
    ['s3:GetObject', 'arn:aws:s3:::logs/*'],
  ]);
});

test.each(['org', 'org/', '/org/', ' org '])(
  'the prefix %j narrows what may be read to its folder',
  (prefix) => {
    expect(statementsOf('logs', prefix)[1]?.Resource).toBe('arn:aws:s3:::logs/org/*');
  },
);

test('without a name the place of the name is plain to see', () => {
  expect(statementsOf('  ')[0]?.Resource).toBe(`arn:aws:s3:::${NO_BUCKET}`);
});

test.each([
  ['eu-central-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
])('a bucket in %s is named in the partition %s', (region, partition) => {
  expect(statementsOf('logs', '', region)[0]?.Resource).toBe(`arn:${partition}:s3:::logs`);
});
