import { expect, test } from 'vitest';
import { denialReason } from '#lib/cloudtrail/denial-reason.ts';

const SAYS =
  'User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::b" ';

test.each([
  [
    'with an explicit deny in a service control policy',
    /explicit deny in a service control policy \(SCP\) of the organisation/,
  ],
  [
    'with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1',
    /explicit deny in a service control policy/,
  ],
  ['because no service control policy allows the s3:PutBucketPolicy action', /^no service control policy/],
  ['with an explicit deny in a resource control policy', /explicit deny in a resource control policy/],
  ['with an explicit deny in an identity-based policy', /explicit deny in a policy of the caller\.$/],
  [
    'because no identity-based policy allows the s3:PutBucketPolicy action',
    /^no policy of the caller allows it\.$/,
  ],
  ['because no resource-based policy allows the s3:PutBucketPolicy action', /^no policy of the resource/],
  ['because no permissions boundary allows the s3:PutBucketPolicy action', /^no permissions boundary/],
  ['with an explicit deny in a permissions boundary', /explicit deny in a permissions boundary/],
  ['because no session policy allows the s3:PutBucketPolicy action', /^no policy of the session/],
  ['because no VPC endpoint policy allows the s3:PutBucketPolicy action', /^no policy of the VPC endpoint/],
  ['because no role trust policy allows the sts:AssumeRole action', /^no trust policy of the role/],
  ['with an explicit deny', /does not name/],
])('%s', (end, reason) => {
  expect(denialReason('AccessDenied', SAYS + end)).toMatch(reason);
});

test('an encoded message says how to read it', () => {
  const message =
    'You are not authorized to perform this operation. Encoded authorization failure message: EXAMPLE';
  expect(denialReason('Client.UnauthorizedOperation', message)).toContain('sts:DecodeAuthorizationMessage');
});

test('VPC endpoint denials have one cause', () => {
  expect(denialReason('VpceAccessDenied', 'The request was denied due to a VPC endpoint policy')).toContain(
    'VPC endpoint',
  );
});

test.each([
  ['AccessDenied', SAYS],
  ['AccessDenied', 'Access Denied'],
  ['AccessDenied', ''],
  ['', ''],
])('nothing is guessed from %s "%s"', (code, message) => {
  expect(denialReason(code, message)).toBeNull();
});
