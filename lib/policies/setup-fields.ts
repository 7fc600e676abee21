import { parseAccounts } from './parse-accounts.ts';
import { keyFault, keyOf } from './setup-key.ts';
import { PARTITIONS, type Partition, type SetupPlan } from './setup-plan.ts';

/** The guide's boxes, as typed; they are the URL's parameters too. */
export const SETUP_FIELDS = [
  'partition',
  'audit',
  'bucket',
  'prefix',
  'region',
  'trail',
  'key',
  'accounts',
  'own',
] as const;
export type SetupField = (typeof SETUP_FIELDS)[number];
export type SetupFields = Record<SetupField, string>;

export const EMPTY_SETUP: SetupFields = {
  partition: 'aws',
  audit: '',
  bucket: '',
  prefix: '',
  region: '',
  trail: '',
  /** '' none, `new`, or that of one that is there (`own` as long as it is not named). */
  key: '',
  accounts: '',
  /** `no`: the audit account has no trail of its own. */
  own: '',
};

/** Stand in the policies where nothing was typed yet. */
const NO_ACCOUNT = '111111111111';
export const NO_BUCKET = 'BUCKET-NAME';
export const DEFAULT_TRAIL = 'trailkeep';
const FIRST_REGION: Record<Partition, string> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

export type ReadSetup = {
  /** What was typed, with stand-ins for what is missing or wrong. */
  plan: SetupPlan;
  /** What is wrong, in words, box by box. */
  faults: Partial<Record<SetupField, string>>;
  /** What must be there still before the policies can be pasted. */
  missing: SetupField[];
};

/** The plan of the guide's boxes. */
export function readSetup(typed: Partial<SetupFields>): ReadSetup {
  const fields = { ...EMPTY_SETUP, ...trimmed(typed) };
  const partition = PARTITIONS.find((name) => name === fields.partition) ?? 'aws';
  const audit = fields.audit.replace(/[- ]/g, '');
  const pasted = parseAccounts(fields.accounts);
  const region = fields.region || FIRST_REGION[partition];
  const faults: ReadSetup['faults'] = {};
  const check = (field: SetupField, fine: boolean, fault: string) => {
    if (fields[field] !== '' && !fine) faults[field] ??= fault;
  };
  check('audit', /^\d{12}$/.test(audit), 'An account number has 12 digits.');
  check(
    'bucket',
    BUCKET.test(fields.bucket),
    'A bucket name has 3 to 63 small letters, digits, dots and dashes.',
  );
  check('prefix', !/AWSLogs/.test(fields.prefix), 'CloudTrail adds AWSLogs/ itself.');
  check(
    'prefix',
    /^[\w!.*'()/-]{1,200}$/.test(fields.prefix),
    'At most 200 letters, digits and . _ - / ! ( ).',
  );
  check('region', /^[a-z]{2}(-[a-z0-9]+)+-\d$/.test(region), 'A region is written like eu-central-1.');
  check(
    'region',
    partitionOfRegion(region) === partition,
    `${region} is in the partition ${partitionOfRegion(region)}.`,
  );
  check(
    'trail',
    TRAIL.test(fields.trail),
    'A trail name has 3 to 128 letters, digits and single . _ - between them.',
  );
  check('accounts', pasted.accounts.length > 0, 'There is no account number with 12 digits in it.');
  check(
    'accounts',
    pasted.rejected.length === 0,
    `Not 12 digits: ${pasted.rejected.slice(0, 3).join(', ')}.`,
  );
  const isGiven = (field: SetupField) => fields[field] !== '' && !faults[field];
  const place = {
    partition,
    region: faults.region ? FIRST_REGION[partition] : region,
    auditAccount: isGiven('audit') ? audit : NO_ACCOUNT,
  };
  const fault = keyFault(fields.key, {
    partition,
    region: isGiven('region') ? region : null,
    auditAccount: isGiven('audit') ? audit : null,
  });
  if (fault) faults.key = fault;
  const own = fields.own === 'no' ? [] : [place.auditAccount];
  const accounts = [...new Set([...own, ...pasted.accounts])];
  const prefix = fields.prefix.replace(/^\/+|\/+$/g, '');
  return {
    plan: {
      ...place,
      bucket: faults.bucket ? NO_BUCKET : fields.bucket || NO_BUCKET,
      prefix: prefix === '' || faults.prefix ? '' : `${prefix}/`,
      trailName: faults.trail ? DEFAULT_TRAIL : fields.trail || DEFAULT_TRAIL,
      key: fault ? null : keyOf(fields.key, place),
      accounts: accounts.length > 0 ? accounts : [NO_ACCOUNT],
    },
    faults,
    missing: (['audit', 'bucket', 'region', 'accounts'] as const).filter((field) => fields[field] === ''),
  };
}

const BUCKET = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const TRAIL = /^(?=.{3,128}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/;

export function partitionOfRegion(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function trimmed(typed: Partial<SetupFields>): Partial<SetupFields> {
  return Object.fromEntries(
    SETUP_FIELDS.flatMap((field) => (typed[field] === undefined ? [] : [[field, typed[field]?.trim()]])),
  );
}
