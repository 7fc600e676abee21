import { expect, test } from 'vitest';
import { NO_PRINCIPAL } from '#lib/policies/iam-policy.ts';
import { mendTestStep } from '#lib/policies/mend-test-step.ts';

const PLACE = { bucket: 'acme-logs', prefix: 'org/', region: 'eu-central-1' };
const KEY = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE = 'arn:aws:iam::222222222222:role/reader';

const statementOf = (mend: Parameters<typeof mendTestStep>[0]) =>
  JSON.parse(mendTestStep(mend, PLACE).statement);

test('a refused listing or reading is mended by exactly that action, on that bucket and prefix', () => {
  expect(statementOf({ kind: 'list' })).toMatchObject({
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::acme-logs',
    Condition: { StringLike: { 's3:prefix': 'org/*' } },
  });
  expect(statementOf({ kind: 'get' })).toMatchObject({
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::acme-logs/org/*',
  });
});

test('a refused key is named with its account, and its policy lets the asking role decrypt through S3 of its region', () => {
  const mend = {
    kind: 'decrypt',
    keyArn: KEY,
    principal: 'arn:aws:sts::222222222222:assumed-role/reader/x',
  } as const;
  expect(mendTestStep(mend, PLACE).words).toContain(
    'key 1234abcd-12ab-34cd-56ef-1234567890ab in 111111111111',
  );
  expect(statementOf(mend)).toMatchObject({
    Principal: { AWS: ROLE },
    Action: 'kms:Decrypt',
    Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
  });
});

test('where AWS names neither key nor asker, the places to fill in are plain to see', () => {
  const mend = { kind: 'decrypt', keyArn: null, principal: null } as const;
  expect(mendTestStep(mend, PLACE).words).toContain('the KMS key that the trail encrypts with');
  expect(statementOf(mend)).toMatchObject({ Principal: { AWS: NO_PRINCIPAL } });
});

test('a role that may not be assumed is given a trust policy with its external ID and who asks', () => {
  const mend = {
    kind: 'trust',
    roleArn: ROLE,
    externalId: 'ours',
    principal: 'arn:aws:iam::333333333333:user/t',
  } as const;
  expect(mendTestStep(mend, PLACE).words).toContain(ROLE);
  expect(statementOf(mend).Statement).toMatchObject([
    {
      Principal: { AWS: 'arn:aws:iam::333333333333:user/t' },
      Condition: { StringEquals: { 'sts:ExternalId': 'ours' } },
    },
  ]);
});
