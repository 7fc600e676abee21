import { describe, expect, it } from 'vitest';
import type { Sample } from '#lib/alerts/rule-model.ts';
import { fits } from './sigma-rule.ts';

const record: Sample = {
  eventSource: 's3.amazonaws.com',
  eventName: 'PutBucketAcl',
  userAgent: '[S3Console/0.4, aws-internal/3 (one) two]',
  sourceIPAddress: '203.0.113.7',
  errorCode: null,
  readOnly: false,
  userIdentity: { type: 'IAMUser', userName: 'Ada', arn: 'arn:aws:iam::111122223333:user/Ada' },
  requestParameters: {
    userName: 'ada',
    path: 'C:\\logs\\*',
    port: 3389,
    empty: '',
    layers: ['arn:one', 'arn:two'],
    command: 'run -a /b',
    script: Buffer.from('echo curl http://x').toString('base64'),
    wide: Buffer.from('curl', 'utf16le').toString('base64'),
    permissions: [{ ranges: [{ cidr: '10.0.0.0/8' }] }, { ranges: [{ cidr: '0.0.0.0/0' }] }],
    enabled: false,
    text: 'one\nTwo',
  },
};

const REQUEST = 'requestParameters';

describe('a selection line', () => {
  it.each([
    // Plain values: whole, without regard to case, numbers and booleans as they are written.
    ['eventName: putbucketacl', true],
    ['eventName: PutBucket', false],
    [`${REQUEST}.port: 3389`, true],
    [`${REQUEST}.port: '3389'`, true],
    [`${REQUEST}.enabled: 'false'`, true],
    [`${REQUEST}.enabled: false`, true],
    ['eventName: [GetObject, PutBucketAcl]', true],
    ['eventName:\n  - GetObject\n  - ListBuckets', false],
    // Wildcards.
    ["eventName: 'Put*Acl'", true],
    ["eventName: 'Put*'", true],
    ["eventName: '*acl'", true],
    ["eventName: 'PutBucketAc?'", true],
    ["eventName: 'PutBucketAcl?'", false],
    ["eventName|contains: '*'", true],
    ["vpcEndpointId: '*'", false],
    [`${REQUEST}.layers|contains: '*'`, true],
    // Escapes.
    [`${REQUEST}.path: 'C:\\logs\\\\\\*'`, true],
    [`${REQUEST}.path: 'C:\\logs\\\\*'`, true],
    [`${REQUEST}.path: 'C:\\logs\\*'`, false],
    [`${REQUEST}.path|endswith: '\\*'`, true],
    [`${REQUEST}.path|startswith: 'c:\\'`, true],
    // Absent, null and empty.
    ['errorCode: null', true],
    ['vpcEndpointId: null', true],
    ['eventName: null', false],
    [`${REQUEST}.empty: ''`, true],
    ["eventName: ''", false],
    ["errorCode: ''", false],
    ['eventName|exists: true', true],
    ['eventName|exists: false', false],
    ['vpcEndpointId|exists: false', true],
    // Parts of texts, arrays and whole objects.
    ['userAgent|contains: s3console', true],
    ['userAgent|contains|all:\n  - s3console\n  - AWS-internal', true],
    ['userAgent|contains|all:\n  - s3console\n  - boto3', false],
    ['userIdentity.arn|endswith: :user/ada', true],
    [`${REQUEST}.layers|startswith: 'arn:t'`, true],
    [`${REQUEST}.permissions.ranges.cidr: 0.0.0.0/0`, true],
    [`${REQUEST}|contains: '0.0.0.0/0'`, true],
    // Case.
    ['userIdentity.userName|cased: Ada', true],
    ['userIdentity.userName|cased: ada', false],
    ['userIdentity.userName|contains|cased: AD', false],
    // Not equal.
    ['eventName|neq: PutBucketAcl', false],
    ['eventName|neq: [GetObject, ListBuckets]', true],
    // Regular expressions: anywhere in the text, with regard to case unless told.
    ["userIdentity.arn|re: '^arn:aws:iam::\\d{12}:user/'", true],
    ["userIdentity.userName|re: '^ada$'", false],
    ["userIdentity.userName|re|i: '^ada$'", true],
    [`${REQUEST}.text|re: '^Two$'`, false],
    [`${REQUEST}.text|re|m: '^Two$'`, true],
    [`${REQUEST}.text|re: 'one.Two'`, false],
    [`${REQUEST}.text|re|s: 'one.Two'`, true],
    [`${REQUEST}.text|re|i|s: 'ONE.two'`, true],
    // Addresses and numbers.
    ['sourceIPAddress|cidr: 203.0.113.0/24', true],
    ['sourceIPAddress|cidr: [10.0.0.0/8, 192.0.2.0/24]', false],
    ['sourceIPAddress|cidr: 2001:db8::/32', false],
    [`${REQUEST}.port|lt: 3390`, true],
    [`${REQUEST}.port|lte: 3389`, true],
    [`${REQUEST}.port|gt: 3389`, false],
    [`${REQUEST}.port|gte: 3389`, true],
    // Another field of the event.
    [`userIdentity.userName|fieldref: ${REQUEST}.userName`, true],
    [`eventName|fieldref: ${REQUEST}.userName`, false],
    [`userIdentity.arn|contains|fieldref: ${REQUEST}.userName`, true],
    [`userIdentity.userName|fieldref|neq: ${REQUEST}.userName`, false],
    // Encodings.
    [`${REQUEST}.script|base64offset|contains: 'curl http'`, true],
    [`${REQUEST}.script|base64: 'echo curl http://x'`, true],
    [`${REQUEST}.script|base64offset|contains: 'wget http'`, false],
    [`${REQUEST}.wide|wide|base64offset|contains: cur`, true],
    [`${REQUEST}.wide|utf16le|base64: curl`, true],
    [`${REQUEST}.wide|utf16be|base64: curl`, false],
    [`${REQUEST}.command|windash|contains: ' /a -b'`, true],
    [`${REQUEST}.command|contains: ' /a -b'`, false],
    // A placeholder's sign that is none.
    ["eventName|expand: 'PutBucketAcl'", true],
    // All lines of a map, any map of a list.
    ['eventName: PutBucketAcl\nreadOnly: true', false],
    ['eventName: PutBucketAcl\nreadOnly: false', true],
    ['- eventName: GetObject\n- eventName: PutBucketAcl\n  readOnly: false', true],
    ['- eventName: GetObject\n- eventName: PutBucketAcl\n  readOnly: true', false],
    // Words anywhere in the record.
    ['- S3CONSOLE\n- nothing-like-it', true],
    ["'|all':\n  - s3console\n  - 203.0.113.7", true],
    ["'|all':\n  - s3console\n  - nothing-like-it", false],
    ["- '*s3console*'", true],
    ['- eventName: GetObject\n- s3console', true],
  ])('%j fits: %j', (selection, expected) => {
    expect(fits(selection, record)).toBe(expected);
  });

  it('finds a text in Base64 wherever it stands among groups of three bytes', () => {
    for (const before of ['', 'x', 'xy', 'xyz', 'ab\u00e9'])
      for (const after of ['', 'z', 'zz', 'zzz']) {
        const userData = Buffer.from(`${before}curl évil${after}`).toString('base64');
        const sample = { eventName: 'RunInstances', requestParameters: { userData } };
        expect(fits("requestParameters.userData|base64offset|contains|cased: 'curl évil'", sample)).toBe(
          true,
        );
      }
  });
});
