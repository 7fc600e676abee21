import { describe, expect, test } from 'vitest';
import { checkKeyPolicy } from '#lib/policies/check-key-policy.ts';
import type { Finding } from '#lib/policies/finding.ts';
import type { KeyFacts } from '#lib/policies/key-faults.ts';
import { ENCRYPTION_CONTEXT, keyPolicy } from '#lib/policies/key-policy.ts';
import { planOf } from './plans.ts';

type Json = Record<string, unknown>;
type Named = Json & { Sid: string; Condition: Record<string, Json> };

const PLAN = planOf(3);
const [FIRST] = PLAN.accounts as [string];
const TRAILS = PLAN.accounts.map((id) => `arn:aws:cloudtrail:eu-central-1:${id}:trail/acme-trail`);
const CONTEXTS = PLAN.accounts.map((id) => `arn:aws:cloudtrail:*:${id}:trail/*`);
const KEY: KeyFacts = {
  arn: 'arn:aws:kms:eu-central-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  state: 'Enabled',
  spec: 'SYMMETRIC_DEFAULT',
  manager: 'CUSTOMER',
};

type Parts = { admin: Named; encrypt: Named; describe: Named; decrypt: Named };

function broken(change: (parts: Parts) => Named[] | undefined): string {
  const document = JSON.parse(keyPolicy(PLAN)?.text ?? '') as { Statement: Named[] };
  const [admin, encrypt, describing, decrypt] = document.Statement as [Named, Named, Named, Named];
  const left = change({ admin, encrypt, describe: describing, decrypt });
  return JSON.stringify({ ...document, Statement: left ?? document.Statement });
}

function faults(text: string, key: KeyFacts = KEY) {
  return checkKeyPolicy(PLAN, key, text).findings.map(({ part, code, accounts }) => [
    part,
    code,
    accounts.length === 0 || accounts.length === PLAN.accounts.length ? 'all' : accounts.join(),
  ]);
}

const BREAKS: Record<string, [Parameters<typeof broken>[0], Finding['part'], Finding['code'], string]> = {
  'no GenerateDataKey': [
    ({ admin, describe: d, decrypt }) => [admin, d, decrypt],
    'encrypt',
    'statement-missing',
    'all',
  ],
  'another action in its place': [
    ({ encrypt }) => void Object.assign(encrypt, { Action: 'kms:Encrypt' }),
    'encrypt',
    'statement-missing',
    'all',
  ],
  'no DescribeKey': [
    ({ admin, encrypt, decrypt }) => [admin, encrypt, decrypt],
    'describe',
    'statement-missing',
    'all',
  ],
  'nobody who may decrypt': [
    ({ encrypt, describe: d }) => [encrypt, d],
    'decrypt',
    'statement-missing',
    'all',
  ],
  'no encryption context': [
    ({ encrypt }) => void Reflect.deleteProperty(encrypt.Condition, 'StringLike'),
    'encrypt',
    'no-encryption-context',
    'all',
  ],
  'no SourceArn': [
    ({ encrypt }) => void Reflect.deleteProperty(encrypt.Condition, 'StringEquals'),
    'encrypt',
    'no-source-arn',
    'all',
  ],
  'everybody as principal': [
    ({ encrypt }) => void Object.assign(encrypt, { Principal: '*' }),
    'encrypt',
    'principal-everyone',
    'all',
  ],
  'every action for CloudTrail': [
    ({ encrypt }) => void Object.assign(encrypt, { Action: 'kms:*' }),
    'encrypt',
    'action-too-wide',
    'all',
  ],
  'CloudTrail under a name that it does not have': [
    ({ encrypt }) => void Object.assign(encrypt, { Principal: { Service: 'cloudtrail.amazonaws.com.cn' } }),
    'encrypt',
    'other-principal',
    'all',
  ],
  'one account’s encryption context left out': [
    ({ encrypt }) =>
      void Object.assign(encrypt.Condition.StringLike ?? {}, { [ENCRYPTION_CONTEXT]: CONTEXTS.slice(1) }),
    'encrypt',
    'account-missing',
    FIRST,
  ],
  'one account’s trail left out': [
    ({ encrypt }) =>
      void Object.assign(encrypt.Condition.StringEquals ?? {}, { 'aws:SourceArn': TRAILS.slice(1) }),
    'encrypt',
    'trail-missing',
    FIRST,
  ],
  'one account left out altogether': [
    ({ encrypt }) => {
      Object.assign(encrypt.Condition.StringLike ?? {}, { [ENCRYPTION_CONTEXT]: CONTEXTS.slice(1) });
      Object.assign(encrypt.Condition.StringEquals ?? {}, { 'aws:SourceArn': TRAILS.slice(1) });
      return undefined;
    },
    'encrypt',
    'account-missing',
    FIRST,
  ],
};

describe('a key policy that is broken in one way', () => {
  test.each(Object.entries(BREAKS))('%s: the check names exactly that', (_, [change, part, code, whose]) => {
    expect(faults(broken(change))).toEqual([[part, code, whose]]);
  });

  test.each(Object.entries(BREAKS))('%s: the mended statement mends it', (_, [change, , code]) => {
    const text = broken(change);
    const [finding] = checkKeyPolicy(PLAN, KEY, text).findings;
    const { Statement } = JSON.parse(text) as { Statement: Named[] };
    const kept = Statement.filter(({ Sid }) => Sid !== finding?.statement || code === 'other-principal');
    expect(faults(JSON.stringify({ Statement: [...kept, finding?.mended] }))).toEqual([]);
  });
});

test.each([
  ['a disabled key', { state: 'Disabled' }, 'key-disabled'],
  ['a key about to be deleted', { state: 'PendingDeletion' }, 'key-disabled'],
  [
    'a key of another region',
    { arn: KEY.arn?.replace('eu-central-1', 'us-east-1') ?? null },
    'key-elsewhere',
  ],
  ['a key for signing', { spec: 'RSA_2048' }, 'key-not-symmetric'],
  ['a key of AWS’s own', { manager: 'AWS' }, 'key-of-aws'],
] as const)('%s is named, though its policy is right', (_, change, code) => {
  expect(
    faults(
      broken(() => undefined),
      { ...KEY, ...change },
    ),
  ).toEqual([['encrypt', code, 'all']]);
});

test('the policy that CloudTrail’s console makes is right but for what it leaves open', () => {
  const [account] = planOf(1).accounts;
  const plan = { ...planOf(1), auditAccount: account ?? '' };
  const text = JSON.stringify({
    Version: '2012-10-17',
    Id: 'Key policy created by CloudTrail',
    Statement: [
      {
        Sid: 'Enable IAM user permissions',
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${account}:root`] },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Allow CloudTrail to encrypt logs',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'kms:GenerateDataKey*',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceArn': `arn:aws:cloudtrail:eu-central-1:${account}:trail/acme-trail` },
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*`,
          },
        },
      },
      {
        Sid: 'Allow CloudTrail to describe key',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'kms:DescribeKey',
        Resource: '*',
      },
    ],
  });
  expect(checkKeyPolicy(plan, { ...KEY, arn: null }, text).findings).toEqual([]);
});
