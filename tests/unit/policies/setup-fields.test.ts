import { describe, expect, test } from 'vitest';
import { readSetup, type SetupFields } from '#lib/policies/setup-fields.ts';

const FULL: Partial<SetupFields> = {
  partition: 'aws',
  audit: '9999-8888-7777',
  bucket: 'acme-logs',
  prefix: '/trails/',
  region: 'eu-central-1',
  trail: 'acme-trail',
  key: 'new',
  accounts: '0111-2222-3333\n444455556666',
};

test('what is typed becomes the plan: accounts without dashes, the audit account first, the prefix with one slash', () => {
  expect(readSetup(FULL)).toEqual({
    plan: {
      partition: 'aws',
      auditAccount: '999988887777',
      bucket: 'acme-logs',
      prefix: 'trails/',
      region: 'eu-central-1',
      trailName: 'acme-trail',
      key: 'new',
      accounts: ['999988887777', '011122223333', '444455556666'],
    },
    faults: {},
    missing: [],
  });
});

test('an audit account without a trail of its own is not among the accounts', () => {
  expect(readSetup({ ...FULL, own: 'no' }).plan.accounts).toEqual(['011122223333', '444455556666']);
});

test('with nothing typed there is a plan to look at, and it says what is missing', () => {
  const { plan, faults, missing } = readSetup({});
  expect(plan).toMatchObject({
    bucket: 'BUCKET-NAME',
    region: 'us-east-1',
    trailName: 'trailkeep',
    key: null,
  });
  expect(faults).toEqual({});
  expect(missing).toEqual(['audit', 'bucket', 'region', 'accounts']);
});

describe('a fault is said at its box, and does not reach the policies', () => {
  test.each([
    ['audit', '12345', 'An account number has 12 digits.'],
    ['bucket', 'Not_A_Bucket', 'A bucket name has 3 to 63 small letters, digits, dots and dashes.'],
    ['prefix', 'x/AWSLogs', 'CloudTrail adds AWSLogs/ itself.'],
    ['prefix', 'a b', 'At most 200 letters, digits and . _ - / ! ( ).'],
    ['region', 'Frankfurt', 'A region is written like eu-central-1.'],
    ['region', 'cn-north-1', 'cn-north-1 is in the partition aws-cn.'],
    ['trail', 'a--b', 'A trail name has 3 to 128 letters, digits and single . _ - between them.'],
    ['key', 'alias/mine', 'A key is written as its ARN (arn:aws:kms:…:key/…) or its id.'],
    ['accounts', '1234', 'There is no account number with 12 digits in it.'],
    ['accounts', '111122223333, 44445555666', 'Not 12 digits: 44445555666.'],
  ] as const)('%s: %s', (field, text, fault) => {
    const read = readSetup({ ...FULL, [field]: text });
    expect(read.faults).toEqual({ [field]: fault });
    expect(JSON.stringify(read.plan)).not.toContain(`"${text}"`);
  });
});

const id = '1234abcd-12ab-34cd-56ef-1234567890ab';
const arn = `arn:aws:kms:eu-central-1:999988887777:key/${id}`;

test('a key is taken by its ARN or its id', () => {
  expect(readSetup({ ...FULL, key: arn }).plan.key).toEqual({ arn });
  expect(readSetup({ ...FULL, key: id }).plan.key).toEqual({ arn });
});

describe('a key that no trail of the plan could encrypt with is refused, with what to do', () => {
  test.each([
    [
      'another region',
      arn.replace('eu-central-1', 'eu-west-1'),
      'The key is in eu-west-1, the bucket in eu-central-1, and CloudTrail needs both in one region: name a key of eu-central-1, or choose a new one.',
    ],
    [
      'another account, even a member',
      arn.replace('999988887777', '444455556666'),
      'The key is of the account 444455556666, and the policies here are for a key of the audit account 999988887777: name a key of that account, or choose a new one.',
    ],
    [
      'another partition',
      arn.replace('arn:aws:', 'arn:aws-cn:'),
      'The key is in the partition aws-cn, the bucket in aws: name a key of aws, or choose a new one.',
    ],
  ])('%s', (_, key, fault) => {
    const read = readSetup({ ...FULL, key });
    expect(read.faults).toEqual({ key: fault });
    expect(read.plan.key).toBeNull();
  });

  test('not as long as region and audit account are not typed, or are wrong themselves', () => {
    expect(readSetup({ key: arn }).faults).toEqual({});
    const { faults, plan } = readSetup({ ...FULL, key: arn, region: 'Frankfurt', audit: '12345' });
    expect(Object.keys(faults)).toEqual(['audit', 'region']);
    expect(plan.key).toEqual({ arn });
  });
});
