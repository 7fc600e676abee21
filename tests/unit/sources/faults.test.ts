import { expect, test } from 'vitest';
import { isTransient, type SourcePlace, toSourceFault } from '#lib/sources/faults.ts';

const place: SourcePlace = {
  bucket: 'acme-logs',
  action: 's3:GetObject',
  key: 'AWSLogs/x.json.gz',
  accessKeyId: 'AKIAEXAMPLE',
  region: 'eu-west-1',
  endpoint: null,
};

/** As the SDK throws what S3 answers. */
function answered(name: string, status: number, more: object = {}): Error {
  return Object.assign(new Error(`${name} of AWS`), { name, $metadata: { httpStatusCode: status }, ...more });
}

/** As node:net throws. */
function system(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

test.each([
  [answered('InvalidAccessKeyId', 403), 'source-credentials', false],
  [answered('SignatureDoesNotMatch', 403), 'source-credentials', false],
  [answered('ExpiredToken', 400), 'source-credentials', false],
  [answered('RequestTimeTooSkewed', 403), 'source-credentials', false],
  [answered('CredentialsProviderError', 0), 'source-credentials', false],
  [answered('NoSuchBucket', 404), 'source-missing', false],
  [answered('AccessDenied', 403), 'source-denied', false],
  [answered('KMS.DisabledException', 400), 'source-kms', false],
  [answered('PermanentRedirect', 301), 'source-region', false],
  [answered('AuthorizationHeaderMalformed', 400, { Region: 'us-west-2' }), 'source-region', false],
  [answered('NoSuchKey', 404), 'object-missing', false],
  [answered('InvalidObjectState', 403), 'object-archived', false],
  [answered('SlowDown', 503), 'source-unreachable', true],
  [answered('InternalError', 500), 'source-unreachable', true],
  [answered('TimeoutError', 0), 'source-unreachable', true],
  [answered('SomethingNew', 418), 'source-unreachable', false],
  [system('ECONNREFUSED'), 'source-unreachable', true],
  [system('ECONNRESET'), 'source-unreachable', true],
  [system('ENOTFOUND'), 'source-unreachable', false],
  [system('DEPTH_ZERO_SELF_SIGNED_CERT'), 'source-unreachable', false],
  [new AggregateError([system('ECONNREFUSED'), system('ECONNREFUSED')]), 'source-unreachable', true],
] as const)('%s has a code, a sentence, a hint, and is passing or not', (error, code, transient) => {
  const fault = toSourceFault(error, place);
  expect(fault.code).toBe(code);
  expect(fault.message).toMatch(/\.$/);
  expect(fault.hint).toBeTruthy();
  expect(isTransient(fault)).toBe(transient);
  expect(isTransient(error)).toBe(transient);
});

test('an object in an archive is said to be one, not refused', () => {
  const { message } = toSourceFault(answered('InvalidObjectState', 403), place);
  expect(message).toBe(
    'The object AWSLogs/x.json.gz is archived (S3 Glacier): restore it and retry, or leave it.',
  );
});

test('a denied key says which key may not decrypt and where it must be allowed', () => {
  const arn = 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const denied = answered('AccessDenied', 403);
  denied.message = `User: x is not authorized to perform: kms:Decrypt on resource: ${arn}`;
  expect(toSourceFault(denied, place)).toMatchObject({
    code: 'source-kms',
    hint: expect.stringContaining(arn),
  });
});

test('a role that may not be assumed is a matter of credentials, not of the bucket', () => {
  const denied = answered('AccessDenied', 403);
  denied.message = 'User: x is not authorized to perform: sts:AssumeRole on resource: y';
  expect(toSourceFault(denied, place).code).toBe('source-credentials');
});

test('a wrong region names the right one where S3 says it', () => {
  const fault = toSourceFault(answered('AuthorizationHeaderMalformed', 400, { Region: 'us-west-2' }), place);
  expect(`${fault.message} ${fault.hint}`).toContain('us-west-2');
});

test('a denial names the action that must be allowed', () => {
  expect(toSourceFault(answered('AccessDenied', 403), place).message).toContain('s3:GetObject');
  expect(toSourceFault(answered('AccessDenied', 403), { ...place, action: 's3:ListBucket' }).hint).toContain(
    's3:ListBucket on arn:aws:s3:::acme-logs',
  );
});
