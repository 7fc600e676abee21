import { describe, expect, test } from 'vitest';
import { bucketPolicy } from '#lib/policies/bucket-policy.ts';
import { checkBucketPolicy } from '#lib/policies/check-bucket-policy.ts';
import type { Finding } from '#lib/policies/finding.ts';
import type { SetupPlan } from '#lib/policies/setup-plan.ts';
import { planOf } from './plans.ts';

type Json = Record<string, unknown>;
type Loose = { Statement: (Json & { Sid: string; Condition: Record<string, Json> })[] };

const PLAN = planOf(3, { prefix: 'trails/' });
const [FIRST, SECOND] = PLAN.accounts as [string, string];
const TRAILS = PLAN.accounts.map((id) => `arn:aws:cloudtrail:eu-central-1:${id}:trail/acme-trail`);
const FOLDERS = PLAN.accounts.map((id) => `arn:aws:s3:::${PLAN.bucket}/trails/AWSLogs/${id}/*`);

/** The right policy with one thing changed: in its first statement (the ACL) or its second (writing). */
function broken(
  change: (acl: Loose['Statement'][0], write: Loose['Statement'][0], all: Loose) => void,
  plan = PLAN,
) {
  const document = JSON.parse(bucketPolicy(plan)?.text ?? '') as Loose;
  const [acl, write] = document.Statement as [Loose['Statement'][0], Loose['Statement'][0]];
  change(acl, write, document);
  return JSON.stringify(document);
}

function faults(text: string | null, plan: SetupPlan = PLAN) {
  return checkBucketPolicy(plan, text).findings.map(({ part, code, accounts }) => [
    part,
    code,
    accounts.length === 0 || accounts.length === plan.accounts.length ? 'all' : accounts.join(),
  ]);
}

const BREAKS: Record<string, [Parameters<typeof broken>[0], Finding['part'], Finding['code'], string]> = {
  'no statement for the ACL': [
    (_a, _w, all) => void all.Statement.shift(),
    'acl',
    'statement-missing',
    'all',
  ],
  'no statement for writing': [
    (_a, _w, all) => void all.Statement.pop(),
    'write',
    'statement-missing',
    'all',
  ],
  'no SourceArn for the ACL': [
    (acl) => void Reflect.deleteProperty(acl, 'Condition'),
    'acl',
    'no-source-arn',
    'all',
  ],
  'no SourceArn for writing': [
    (_, write) => void Reflect.deleteProperty(write.Condition.StringEquals ?? {}, 'aws:SourceArn'),
    'write',
    'no-source-arn',
    'all',
  ],
  'a SourceArn that every trail meets': [
    (_, write) => {
      write.Condition = {
        StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:cloudtrail:*:*:trail/*' },
      };
    },
    'write',
    'no-source-arn',
    'all',
  ],
  'no bucket-owner-full-control': [
    (_, write) => void Reflect.deleteProperty(write.Condition.StringEquals ?? {}, 's3:x-amz-acl'),
    'write',
    'no-acl-condition',
    'all',
  ],
  'another ACL': [
    (_, write) => Object.assign(write.Condition.StringEquals ?? {}, { 's3:x-amz-acl': 'private' }),
    'write',
    'other-acl',
    'all',
  ],
  'everybody as principal of the ACL': [
    (acl) => Object.assign(acl, { Principal: '*' }),
    'acl',
    'principal-everyone',
    'all',
  ],
  'everybody as principal of writing': [
    (_, write) => Object.assign(write, { Principal: { AWS: '*' } }),
    'write',
    'principal-everyone',
    'all',
  ],
  'another service as principal': [
    (_, write) => Object.assign(write, { Principal: { Service: 'config.amazonaws.com' } }),
    'write',
    'other-principal',
    'all',
  ],
  'the prefix left out': [
    (_, write) => Object.assign(write, { Resource: FOLDERS.map((arn) => arn.replace('trails/', '')) }),
    'write',
    'other-prefix',
    'all',
  ],
  'another prefix': [
    (_, write) => Object.assign(write, { Resource: FOLDERS.map((arn) => arn.replace('trails/', 'logs/')) }),
    'write',
    'other-prefix',
    'all',
  ],
  'another bucket': [
    (_, write) => Object.assign(write, { Resource: FOLDERS.map((arn) => arn.replace('-logs', '-old')) }),
    'write',
    'other-bucket',
    'all',
  ],
  'another bucket for the ACL': [
    (acl) => Object.assign(acl, { Resource: 'arn:aws:s3:::another' }),
    'acl',
    'other-bucket',
    'all',
  ],
  'one account’s folder left out': [
    (_, write) => Object.assign(write, { Resource: FOLDERS.slice(1) }),
    'write',
    'account-missing',
    FIRST,
  ],
  'one account’s folder without the star': [
    (_, write) => Object.assign(write, { Resource: FOLDERS.with(1, FOLDERS[1]?.replace('/*', '') ?? '') }),
    'write',
    'other-folder',
    SECOND,
  ],
  'one account’s trail left out for writing': [
    (_, write) => Object.assign(write.Condition.StringEquals ?? {}, { 'aws:SourceArn': TRAILS.slice(1) }),
    'write',
    'trail-missing',
    FIRST,
  ],
  'one account’s trail left out for the ACL': [
    (acl) => Object.assign(acl.Condition.StringEquals ?? {}, { 'aws:SourceArn': TRAILS.slice(1) }),
    'acl',
    'trail-missing',
    FIRST,
  ],
  'one account left out altogether for writing': [
    (_, write) => {
      Object.assign(write, { Resource: FOLDERS.slice(1) });
      Object.assign(write.Condition.StringEquals ?? {}, { 'aws:SourceArn': TRAILS.slice(1) });
    },
    'write',
    'account-missing',
    FIRST,
  ],
  'trails of another region': [
    (_, write) =>
      Object.assign(write.Condition.StringEquals ?? {}, {
        'aws:SourceArn': TRAILS.map((arn) => arn.replace('eu-central-1', 'us-east-1')),
      }),
    'write',
    'trail-missing',
    'all',
  ],
  'a star where it counts as a letter': [
    (acl) =>
      Object.assign(acl.Condition.StringEquals ?? {}, {
        'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/acme-trail',
      }),
    'acl',
    'trail-missing',
    'all',
  ],
  'the whole bucket to write in': [
    (_, write) => Object.assign(write, { Resource: `arn:aws:s3:::${PLAN.bucket}/*` }),
    'write',
    'folder-too-wide',
    'all',
  ],
  'every action': [(_, write) => Object.assign(write, { Action: 's3:*' }), 'write', 'action-too-wide', 'all'],
  'every account’s trail of that name': [
    (_, write) => {
      Object.assign(write, { Resource: `arn:aws:s3:::${PLAN.bucket}/trails/AWSLogs/*` });
      write.Condition = {
        StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:eu-central-1:*:trail/acme-trail' },
      };
    },
    'write',
    'any-account',
    'all',
  ],
  'a condition that CloudTrail does not meet': [
    (_, write) => Object.assign(write.Condition, { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }),
    'write',
    'other-condition',
    'all',
  ],
  'a denial': [
    (_a, _w, all) =>
      all.Statement.push({
        Sid: 'NoWrites',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${PLAN.bucket}/*`,
        Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
      }),
    'write',
    'denied',
    'all',
  ],
};

describe('a policy that is broken in one way', () => {
  test.each(Object.entries(BREAKS))('%s: the check names exactly that', (_, [change, part, code, whose]) => {
    expect(faults(broken(change))).toEqual([[part, code, whose]]);
  });

  test.each(Object.entries(BREAKS).filter(([, [, , code]]) => code !== 'denied'))(
    '%s: with the mended statement in its place there is nothing left to mend',
    (_, [change, , code]) => {
      const text = broken(change);
      const [finding] = checkBucketPolicy(PLAN, text).findings;
      const document = JSON.parse(text) as Loose;
      const kept = document.Statement.filter(
        ({ Sid }) => Sid !== finding?.statement || code === 'other-principal',
      );
      expect(faults(JSON.stringify({ ...document, Statement: [...kept, finding?.mended] }))).toEqual([]);
    },
  );
});

test('a bucket without a policy lacks both statements for every account', () => {
  const check = checkBucketPolicy(PLAN, null);
  expect(faults(null)).toEqual([
    ['acl', 'statement-missing', 'all'],
    ['write', 'statement-missing', 'all'],
  ]);
  expect(check.accounts.map(({ parts }) => parts)).toEqual(
    Array.from({ length: 3 }, () => ({ acl: 'missing', write: 'missing' })),
  );
});

test('account by account it says what is right, missing or too wide', () => {
  const text = broken((acl, write) => {
    Reflect.deleteProperty(acl, 'Condition');
    Object.assign(write, { Resource: FOLDERS.slice(1) });
  });
  expect(checkBucketPolicy(PLAN, text).accounts).toEqual([
    { accountId: FIRST, parts: { acl: 'too-wide', write: 'missing' } },
    ...PLAN.accounts.slice(1).map((accountId) => ({ accountId, parts: { acl: 'too-wide', write: 'right' } })),
  ]);
});

test('the mended statement cuts off no account that the policy has beside those asked about', () => {
  const text = bucketPolicy(PLAN)?.text ?? '';
  const more = { ...PLAN, accounts: [FIRST, '777766665555'] };
  const write = checkBucketPolicy(more, text).findings.find(({ part }) => part === 'write');
  expect(write?.accounts).toEqual(['777766665555']);
  expect(new Set(write?.mended?.Resource)).toEqual(
    new Set([...FOLDERS, `arn:aws:s3:::${PLAN.bucket}/trails/AWSLogs/777766665555/*`]),
  );
  expect(new Set(write?.mended?.Condition?.StringEquals?.['aws:SourceArn'])).toEqual(
    new Set([...TRAILS, 'arn:aws:cloudtrail:eu-central-1:777766665555:trail/acme-trail']),
  );
});

test('policies as people write them are read: a single statement, lists, other case, wildcards in actions', () => {
  const plan = planOf(1);
  const [account] = plan.accounts;
  const trail = `arn:aws:cloudtrail:eu-central-1:${account}:trail/acme-trail`;
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: ['cloudtrail.amazonaws.com', 'config.amazonaws.com'] },
      Action: ['S3:PutObject', 's3:GetBucket*'],
      Resource: [`arn:aws:s3:::${plan.bucket}`, `arn:aws:s3:::${plan.bucket}/AWSLogs/*`],
      Condition: {
        ArnEquals: { 'AWS:SourceArn': [trail] },
        StringEqualsIfExists: { 's3:x-amz-acl': ['bucket-owner-full-control'] },
      },
    },
  });
  expect(checkBucketPolicy(plan, text).findings.map(({ code, statement }) => [code, statement])).toEqual([
    ['no-acl-condition', 'statement 1'],
  ]);
});

test('what is no policy is refused in words', () => {
  expect(() => checkBucketPolicy(PLAN, 'not json')).toThrow('This is no policy: it is no JSON.');
  expect(() => checkBucketPolicy(PLAN, '{"Statement":[{"Effect":"Maybe"}]}')).toThrow(
    'This is no policy: Statement',
  );
});
