import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded, test } from '../conditions.ts';
import { opensToEveryone } from '../open-statement.ts';
import { allowing, byRole, byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const byPolicy: Condition = {
  all: [
    calls('s3', 'PutBucketPolicy'),
    {
      within: 'requestParameters.bucketPolicy.Statement[]',
      has: opensToEveryone,
    },
  ],
};

/** Canned ACLs and grants stand in headers, or in the body; clients write them in several ways. */
const byAcl: Condition = {
  all: [
    calls('s3', 'PutBucketAcl', 'CreateBucket'),
    {
      any: [
        equals('requestParameters.x-amz-acl', 'public-read', 'public-read-write', 'authenticated-read'),
        equals(
          'requestParameters.accessControlList.x-amz-acl',
          'public-read',
          'public-read-write',
          'authenticated-read',
        ),
        test(
          'requestParameters.AccessControlPolicy.AccessControlList.Grant[].Grantee.URI',
          'endsWith',
          '/global/AllUsers',
          '/global/AuthenticatedUsers',
        ),
        ...['read', 'write', 'read-acp', 'write-acp', 'full-control'].flatMap((right) =>
          ['requestParameters', 'requestParameters.accessControlList'].map((place) =>
            test(
              `${place}.x-amz-grant-${right}`,
              'contains',
              '/global/AllUsers',
              '/global/AuthenticatedUsers',
            ),
          ),
        ),
      ],
    },
  ],
};

const put = (statement: Record<string, unknown>) => ({
  service: 's3',
  name: 'PutBucketPolicy',
  params: {
    bucketName: 'amzn-s3-demo-bucket',
    bucketPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', ...statement }],
    },
  },
});
const putFor = (condition: Record<string, unknown>) =>
  byUser(put({ Principal: { AWS: '*' }, Condition: condition }));
const putAsText = (statement: Record<string, unknown>) => {
  const bucketPolicy = allowing({ Action: 's3:*', Principal: '*', ...statement });
  return byUser({ ...put({}), params: { bucketName: 'amzn-s3-demo-bucket', bucketPolicy } });
};
const acl = (params: Record<string, unknown>) => ({
  service: 's3',
  name: 'PutBucketAcl',
  params: { bucketName: 'amzn-s3-demo-bucket', ...params },
});

export const bucketPublic: BuiltInRule = {
  id: 'bucket-public',
  family: 'data',
  name: 'Bucket opened to everyone',
  severity: 'high',
  description:
    'A bucket’s policy or access list now lets anyone on the Internet in, or anyone with an AWS account. Unless public access is blocked as well, its objects can be read or even written by strangers.',
  runbook: steps(
    'Is it meant to be public (a web site, downloads)? Then exclude this bucket here, with the reason.',
    'If not: block public access on the bucket, and put the earlier policy or list back.',
    'With data events on, list who read the bucket since; without them ask for S3’s server access logs.',
  ),
  techniques: ['T1530', 'T1537'],
  condition: { all: [{ any: [byPolicy, byAcl] }, succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.bucketName'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  fires: [
    [byUser(put({ Principal: '*' }))],
    [byRole(put({ Principal: { AWS: ['*'] } }))],
    [putFor({ Bool: { 'aws:SecureTransport': 'true' } })],
    [putAsText({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
    [putFor({ StringLike: { 'aws:Referer': 'https://example.com/*' } })],
    [putFor({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } })],
    [putFor({ StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } })],
    [putFor({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '0.0.0.0/0'] } })],
    [putFor({ IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } })],
    [putFor({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/reader' } })],
    [putFor({ StringLike: { 'aws:PrincipalArn': '*' } })],
    [byUser(acl({ 'x-amz-acl': ['public-read'] }))],
    [
      byUser(
        acl({
          accessControlList: { 'x-amz-grant-read': 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' },
        }),
      ),
    ],
    [
      byUser(
        acl({
          AccessControlPolicy: {
            AccessControlList: {
              Grant: {
                Grantee: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
                Permission: 'READ',
              },
            },
          },
        }),
      ),
    ],
  ],
  quiet: [
    [
      byUser(
        put({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } }),
      ),
    ],
    [putAsText({ Condition: { StringEquals: { 'AWS:principalorgid': ['o-exampleorgid'] } } })],
    [putFor({ IpAddress: { 'aws:sourceIp': '203.0.113.0/24' }, Bool: { 'aws:SecureTransport': 'true' } })],
    [putFor({ StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } })],
    [putFor({ StringEquals: { 's3:DataAccessPointAccount': '111122223333' } })],
    [putFor({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorgid/*' } })],
    [byUser(put({ Principal: { Service: 'cloudtrail.amazonaws.com' } }))],
    [byUser(put({ Effect: 'Deny', Principal: '*' }))],
    [byUser({ ...put({ Principal: '*' }), error: 'AccessDenied' })],
    [byUser(acl({ 'x-amz-acl': ['private'] }))],
    [byServiceRole({ ...put({ Principal: '*' }), role: 'AWSServiceRoleForConfig', owner: 'config' })],
  ],
};
