import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CloudTrailKey, OBJECT_KINDS, parseObjectKey } from '#lib/cloudtrail/object-key.ts';

const A = '111122223333';
const NAME = `${A}_CloudTrail_us-east-1_20261120T1425Z_kQ3vXz7Lw2NfRb8T.json.gz`;
const PLAIN = `AWSLogs/${A}/CloudTrail/us-east-1/2026/11/20/${NAME}`;
const USUAL: CloudTrailKey = {
  type: 'log',
  kind: 'CloudTrail',
  prefix: '',
  organizationId: null,
  accountId: A,
  region: 'us-east-1',
  date: '2026-11-20',
  publishedAtMs: Date.UTC(2026, 10, 20, 14, 25),
};

const KEYS: [name: string, key: string, expected: CloudTrailKey][] = [
  ['without a prefix', PLAIN, USUAL],
  ['a prefix', `audit/${PLAIN}`, { ...USUAL, prefix: 'audit' }],
  ['a prefix of several parts', `a/b c/d=1/${PLAIN}`, { ...USUAL, prefix: 'a/b c/d=1' }],
  [
    'a prefix that looks like the layout itself',
    `AWSLogs/${A}/CloudTrail/${PLAIN}`,
    { ...USUAL, prefix: `AWSLogs/${A}/CloudTrail` },
  ],
  [
    'an organisation',
    PLAIN.replace('AWSLogs/', 'AWSLogs/o-abc1234567/'),
    { ...USUAL, organizationId: 'o-abc1234567' },
  ],
  [
    'Control Tower, with the organisation twice',
    `o-abc1234567/${PLAIN.replace('AWSLogs/', 'AWSLogs/o-abc1234567/')}`,
    { ...USUAL, prefix: 'o-abc1234567', organizationId: 'o-abc1234567' },
  ],
  ['China', PLAIN.replaceAll('us-east-1', 'cn-northwest-1'), { ...USUAL, region: 'cn-northwest-1' }],
  ['GovCloud', PLAIN.replaceAll('us-east-1', 'us-gov-west-1'), { ...USUAL, region: 'us-gov-west-1' }],
  [
    'an account with leading zeros',
    PLAIN.replaceAll(A, '000000000012'),
    { ...USUAL, accountId: '000000000012' },
  ],
  ['a file of another name', PLAIN.replace(NAME, 'copied.json.gz'), { ...USUAL, publishedAtMs: null }],
  ['a file that something decompressed', PLAIN.replace('.json.gz', '.json'), USUAL],
  [
    'an hourly digest',
    `p/AWSLogs/${A}/CloudTrail-Digest/us-east-1/2026/11/20/${A}_CloudTrail-Digest_us-east-1_my_trail_eu-west-1_20261120T151207Z.json.gz`,
    {
      ...USUAL,
      type: 'digest',
      kind: 'CloudTrail-Digest',
      prefix: 'p',
      publishedAtMs: Date.UTC(2026, 10, 20, 15, 12, 7),
    },
  ],
  [
    'a backfilled digest',
    `AWSLogs/${A}/CloudTrail-Digest/us-east-1/2026/11/20/${A}_CloudTrail-Digest_us-east-1_t_us-east-1_20261120T151207Z_backfill.json.gz`,
    { ...USUAL, type: 'digest', kind: 'CloudTrail-Digest', publishedAtMs: Date.UTC(2026, 10, 20, 15, 12, 7) },
  ],
];

const OTHERS: [key: string, reason: RegExp][] = [
  ['', /not an object of CloudTrail/],
  [`AWSLogs/${A}/CloudTrail/`, /folder/],
  [`AWSLogs/${A}/CloudTrail-Digest/`, /folder/],
  [`AWSLogs/${A}/Config/us-east-1/2026/11/20/ConfigHistory/${A}_Config_us-east-1_x.json.gz`, /AWS Config/],
  [
    `AWSLogs/${A}/vpcflowlogs/us-east-1/2026/11/20/${A}_vpcflowlogs_us-east-1_fl-1_20261120T0000Z_1.log.gz`,
    /flow logs/,
  ],
  [`AWSLogs/${A}/elasticloadbalancing/us-east-1/2026/11/20/x.log.gz`, /load balancer/],
  [`AWSLogs/${A}/WAFLogs/us-east-1/acl/2026/11/20/14/25/x.log.gz`, /WAF/],
  ['logs/2026-11-20-14-25-31-5A1EXAMPLE', /not an object of CloudTrail/],
  [
    `AWSLogs/${A}/CloudTrail-Future/us-east-1/2026/11/20/x.json.gz`,
    /unknown kind of object, CloudTrail-Future/,
  ],
  [`AWSLogs/${A}/CloudTrail/us-east-1/2026/13/20/${NAME}`, /date/],
  [`AWSLogs/${A}/CloudTrail/us-east-1/2026/02/30/${NAME}`, /date/],
  [`AWSLogs/${A}/CloudTrail/us-east-1/2026/11/20/x.txt`, /json/],
  [`AWSLogs/12345/CloudTrail/us-east-1/2026/11/20/${NAME}`, /not an object of CloudTrail/],
  [`${A}/CloudTrail/us-east-1/2026/11/20/${NAME}`, /AWSLogs/],
  [`xAWSLogs/${A}/CloudTrail/us-east-1/2026/11/20/${NAME}`, /AWSLogs/],
];

describe('object keys', () => {
  test.each(KEYS)('%s', (_name, key, expected) => {
    expect(parseObjectKey(key)).toEqual(expected);
  });

  test.each(OBJECT_KINDS)('kind %s', (kind) => {
    const key = PLAIN.replaceAll('CloudTrail', kind);
    const type = kind === 'CloudTrail-Digest' ? 'digest' : 'log';
    expect(parseObjectKey(key)).toEqual({ ...USUAL, kind, type });
  });

  test.each(OTHERS)('%s is none of CloudTrail’s', (key, reason) => {
    expect(parseObjectKey(key)).toEqual({ type: 'other', reason: expect.stringMatching(reason) });
  });

  test('any prefix is given back as it stands before AWSLogs', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9!_.*'()/-]{1,80}$/), (prefix) => {
        expect(parseObjectKey(`${prefix}/${PLAIN}`)).toEqual({ ...USUAL, prefix });
      }),
    );
  });

  test('any text is classified without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        expect(parseObjectKey(key).type).toBe('other');
      }),
    );
  });
});
