import { isTwelveDigits } from './account-choice.ts';
import { parseEventTime } from './event-time.ts';

export const OBJECT_KINDS = [
  'CloudTrail',
  'CloudTrail-Insight',
  'CloudTrail-NetworkActivity',
  'CloudTrail-Aggregated',
  'CloudTrail-Digest',
] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

export type CloudTrailKey = {
  type: 'log' | 'digest';
  kind: ObjectKind;
  /** What stands before `AWSLogs/`, without the slash at its end; '' where there is nothing. */
  prefix: string;
  /** `o-…` of an organisation trail; null where the layout has none. */
  organizationId: string | null;
  accountId: string;
  region: string;
  /** The day of publication as the path gives it, YYYY-MM-DD; events may be older. */
  date: string;
  /** The time in the file's name, milliseconds since 1970 UTC; null where the name has another form. */
  publishedAtMs: number | null;
};

/** Not an object of CloudTrail's: counted as ignored, never an error. */
export type OtherKey = { type: 'other'; reason: string };

const REGION = /^[a-z]{2}[a-z0-9-]{2,30}$/;
const UNKNOWN_KIND = /^CloudTrail-[A-Za-z]{1,40}$/;
const ORGANIZATION = /^o-[a-z0-9]{4,32}$/;
/** Digest names have seconds and may end in `_backfill`; log names end in random characters. */
const NAME_TIME = /_(\d{8}T\d{4}(?:\d{2})?)Z(?:_[^_]*)?\.json(?:\.gz)?$/;

/**
 * `[prefix/]AWSLogs/[o-…/]<account>/<kind>/<region>/YYYY/MM/DD/<name>.json.gz`, read from its end, because a prefix may
 * have any number of parts and look like anything (Control Tower's repeats the organisation before AWSLogs).
 */
export function parseObjectKey(key: string): CloudTrailKey | OtherKey {
  if (key.endsWith('/')) return other('a folder marker');
  const parts = key.split('/');
  const [name = '', day = '', month = '', year = '', region = '', kind = '', accountId = '', ...before] =
    parts.reverse();
  if (!isTwelveDigits(accountId) || !REGION.test(region)) return other(whoseObject(parts));
  if (!isObjectKind(kind))
    return other(UNKNOWN_KIND.test(kind) ? `an unknown kind of object, ${kind}` : whoseObject(parts));
  const date = `${year}-${month}-${day}`;
  if (date.length !== 10 || parseEventTime(`${date}T00:00:00Z`) === null) return other('no date in its path');
  if (!name.endsWith('.json.gz') && !name.endsWith('.json')) return other('not a .json.gz file');
  const organizationId = before[0] !== undefined && ORGANIZATION.test(before[0]) ? before[0] : null;
  const [root, ...prefix] = organizationId === null ? before : before.slice(1);
  if (root !== 'AWSLogs') return other('outside of an AWSLogs folder');
  return {
    type: kind === 'CloudTrail-Digest' ? 'digest' : 'log',
    kind,
    prefix: prefix.reverse().join('/'),
    organizationId,
    accountId,
    region,
    date,
    publishedAtMs: publishedAt(name),
  };
}

export function isObjectKind(text: string): text is ObjectKind {
  return OBJECT_KINDS.some((kind) => kind === text);
}

function publishedAt(name: string): number | null {
  const stamp = NAME_TIME.exec(name)?.[1];
  return stamp === undefined ? null : parseEventTime(`${stamp.padEnd(15, '0')}Z`);
}

/** Other services deliver into the same buckets, most of them under AWSLogs too. */
const WRITERS: readonly [string, string][] = [
  ['Config', 'AWS Config'],
  ['vpcflowlogs', 'VPC flow logs'],
  ['elasticloadbalancing', 'a load balancer'],
  ['WAFLogs', 'AWS WAF'],
  ['GuardDuty', 'GuardDuty'],
  ['vpcdnsquerylogs', 'Route 53 Resolver'],
  ['CloudFront', 'CloudFront'],
  ['S3', 'S3 access logs'],
];

function whoseObject(parts: readonly string[]): string {
  const writer = WRITERS.find(([folder]) => parts.includes(folder));
  return writer === undefined ? 'not an object of CloudTrail' : `written by ${writer[1]}, not by CloudTrail`;
}

function other(reason: string): OtherKey {
  return { type: 'other', reason };
}
