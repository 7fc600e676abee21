import { describe, expect, test } from 'vitest';
import { MAX_RESOURCES } from '#lib/cloudtrail/event.ts';
import { eventOf, type Fields, recordWith } from './records.ts';

function call(
  service: string,
  eventName: string,
  requestParameters: unknown,
  responseElements: unknown = null,
): Fields {
  return { eventSource: `${service}.amazonaws.com`, eventName, requestParameters, responseElements };
}

const RESOURCES: [name: string, fields: Fields, expected: string[]][] = [
  [
    'instances of RunInstances, which only the response names',
    call(
      'ec2',
      'RunInstances',
      {
        instancesSet: { items: [{ imageId: 'ami-0abcdef1234567890', minCount: 1 }] },
        subnetId: 'subnet-1234abcd',
      },
      {
        requestId: '59dbff89-35bd-4eac-99ed-be587EXAMPLE',
        reservationId: 'r-0fedcba9876543210',
        instancesSet: {
          items: [
            {
              instanceId: 'i-0000000000000000a',
              networkInterfaceSet: { items: [{ networkInterfaceId: 'eni-0000000000000000b' }] },
            },
            { instanceId: 'i-0000000000000000c' },
          ],
        },
      },
    ),
    [
      'ami-0abcdef1234567890',
      'subnet-1234abcd',
      'i-0000000000000000a',
      'eni-0000000000000000b',
      'i-0000000000000000c',
    ],
  ],
  [
    'instances of StartInstances, once each',
    call(
      'ec2',
      'StartInstances',
      { instancesSet: { items: [{ instanceId: 'i-0b0ce43d329fca1f4' }] } },
      { instancesSet: { items: [{ instanceId: 'i-0b0ce43d329fca1f4' }] } },
    ),
    ['i-0b0ce43d329fca1f4'],
  ],
  [
    'an instance asked for by a filter',
    call('ec2', 'DescribeVolumes', {
      filterSet: {
        items: [{ name: 'attachment.instance-id', valueSet: { items: [{ value: 'i-0b0ce43d329fca1f4' }] } }],
      },
    }),
    ['i-0b0ce43d329fca1f4'],
  ],
  [
    'a security group',
    call('ec2', 'AuthorizeSecurityGroupIngress', {
      groupId: 'sg-0a1b2c3d4e5f60718',
      ipPermissions: { items: [{ ipProtocol: 'tcp', ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }] },
    }),
    ['sg-0a1b2c3d4e5f60718'],
  ],
  [
    'tagged things, not their tags',
    call('ec2', 'CreateTags', {
      resourcesSet: { items: [{ resourceId: 'ami-1a2b3c4d' }] },
      tagSet: { items: [{ key: 'arn:aws:x', value: 'i-0b0ce43d329fca1f4' }] },
    }),
    ['ami-1a2b3c4d'],
  ],
  [
    'a bucket, by ARN and by name',
    {
      ...call('s3', 'PutBucketPolicy', { bucketName: 'prod-web-invoices', bucketPolicy: { Statement: [] } }),
      resources: [
        { accountId: '222222222222', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::prod-web-invoices' },
      ],
    },
    ['arn:aws:s3:::prod-web-invoices', 'prod-web-invoices'],
  ],
  [
    'a role and a policy',
    call('iam', 'AttachRolePolicy', {
      roleName: 'deploy',
      policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    ['deploy', 'arn:aws:iam::aws:policy/AdministratorAccess'],
  ],
  [
    'a user and the access key made for it',
    call(
      'iam',
      'CreateAccessKey',
      { userName: 'svc-x' },
      { accessKey: { accessKeyId: 'AKIANEW', status: 'Active', userName: 'svc-x' } },
    ),
    ['svc-x', 'AKIANEW'],
  ],
  [
    'the role of AssumeRole, neither the session nor its key',
    {
      ...call(
        'sts',
        'AssumeRole',
        { roleArn: 'arn:aws:iam::1:role/r', roleSessionName: 's' },
        {
          credentials: { accessKeyId: 'ASIANEW' },
          assumedRoleUser: { arn: 'arn:aws:sts::1:assumed-role/r/s', assumedRoleId: 'AROA:s' },
        },
      ),
    },
    ['arn:aws:iam::1:role/r'],
  ],
  ['a function', call('lambda', 'UpdateFunctionCode20150331v2', { functionName: 'invoice' }), ['invoice']],
  [
    'a key, not the objects that it encrypts',
    call('kms', 'Decrypt', { keyId: 'alias/prod', encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::b/k' } }),
    ['alias/prod'],
  ],
  ['a table', call('dynamodb', 'PutItem', { tableName: 'orders', key: { id: 'x' } }), ['orders']],
  ['a stack', call('cloudformation', 'DeleteStack', { stackName: 'web' }), ['web']],
  [
    'a trail, where `name` means one',
    call('cloudtrail', 'StopLogging', { name: 'org-trail' }),
    ['org-trail'],
  ],
  ['not `name` of a service where it means something else', call('ec2', 'CreateVpc', { name: 'web' }), []],
  [
    'spellings of other services',
    call('rds', 'DeleteDBInstance', { dBInstanceIdentifier: 'db-1', DBClusterIdentifier: 'cl-1' }),
    ['db-1', 'cl-1'],
  ],
  [
    'plural fields',
    call('dynamodb', 'X', { tableNames: ['a', 'b'], instanceIds: ['i-0b0ce43d329fca1f4'] }),
    ['a', 'b', 'i-0b0ce43d329fca1f4'],
  ],
  [
    'every shape of resources[], without duplicates',
    {
      resources: [
        { ARN: 'arn:a:1', accountId: '1' },
        { ARNPrefix: 'arn:a:2/', type: 't' },
        { ARN: 'arn:a:1' },
        { accountId: '1' },
        null,
        'arn:a:3',
        { arn: 'arn:a:4' },
        { resourceName: 'n', resourceType: 't' },
      ],
    },
    ['arn:a:1', 'arn:a:2/', 'arn:a:3', 'arn:a:4', 'n'],
  ],
  ['resources that are no list', { resources: { ARN: 'arn:a:1' } }, ['arn:a:1']],
  [
    'nothing from redacted values',
    call('iam', 'X', { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', roleName: '' }),
    [],
  ],
  [
    'nothing from omitted parameters',
    { requestParameters: { reason: 'requestParameters too large', omitted: 'true', originalSize: '149893' } },
    [],
  ],
  [
    'nothing from field names of every JavaScript object',
    call('s3', 'X', { constructor: 'a', toString: 'b', __proto__: 'c', hasOwnProperty: ['d'] }),
    [],
  ],
  [
    'nothing from ids that only look alike',
    call('x', 'Y', {
      a: 'not-anid',
      b: '59dbff89-35bd-4eac-99ed-be5874444444',
      c: 'us-east-1',
      d: 'I-0b0ce43d329fca1f4',
      e: '-12345678',
    }),
    [],
  ],
];

describe('resources of an event', () => {
  test.each(RESOURCES)('%s', (_name, fields, expected) => {
    expect(eventOf(recordWith(fields)).resources).toEqual(expected);
  });

  test('a start of 200 instances names all of them', () => {
    const items = Array.from({ length: 200 }, (_, at) => ({
      instanceId: `i-${at.toString(16).padStart(17, '0')}`,
    }));
    const { resources } = eventOf(recordWith(call('ec2', 'RunInstances', {}, { instancesSet: { items } })));
    expect(resources).toEqual(items.map(({ instanceId }) => instanceId));
  });

  test('the number of resources is bounded', () => {
    const tableNames = Array.from({ length: 5000 }, (_, at) => `table-${at}`);
    expect(eventOf(recordWith(call('dynamodb', 'X', { tableNames }))).resources).toHaveLength(MAX_RESOURCES);
  });

  test('a very long name is cut to 2,048 bytes and the event is marked', () => {
    const event = eventOf(recordWith(call('s3', 'X', { bucketName: 'ü'.repeat(5000) })));
    expect(event.resources).toEqual(['ü'.repeat(1024)]);
    expect(event.cleaned).toBe(true);
  });
});
