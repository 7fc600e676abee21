/** Where a bucket's logs are, as typed or as stored. */
export type PolicyPlace = {
  bucket: string;
  prefix: string;
  /** Decides the partition (China and GovCloud have their own ARNs); '' where it is not known. */
  region: string;
};

export type IamOptions = {
  /** The KMS key that the objects are encrypted with, as an ARN; null where S3 encrypts by itself. */
  keyArn: string | null;
  /** Also the bucket's settings, so that they can be looked at: what CloudCheckr asked for. */
  broad: boolean;
};

export type IamStatement = {
  Sid: string;
  Effect: 'Allow';
  Principal?: { AWS: string };
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};

export type Purpose = { action: string; purpose: string };

/** Stands where the bucket's name belongs, until there is one. */
export const NO_BUCKET = 'BUCKET-NAME';
/** Stands where an ARN belongs that only the reader knows. */
export const NO_PRINCIPAL = 'ARN-OF-WHO-ASKS';

const BROAD: readonly Purpose[] = [
  { action: 's3:GetBucketPolicy', purpose: 'Check who may write logs into it' },
  { action: 's3:GetBucketAcl', purpose: 'See whether it is open to others' },
  { action: 's3:GetBucketLogging', purpose: 'See whether access to it is logged' },
  { action: 's3:GetBucketNotification', purpose: 'See who is told of new objects' },
  { action: 's3:GetBucketTagging', purpose: 'See its tags' },
  { action: 's3:GetBucketVersioning', purpose: 'See whether deleted logs can be brought back' },
  { action: 's3:GetBucketWebsite', purpose: 'See whether it is served as a website' },
];

/** The statements that a user or role needs to collect from a bucket, the least by default. Nothing in them writes. */
export function iamStatements(place: PolicyPlace, { keyArn, broad }: IamOptions): IamStatement[] {
  const bucket = bucketArn(place);
  const prefix = cleanPrefix(place.prefix);
  const statements: IamStatement[] = [
    {
      Sid: 'ListTrailBucket',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: bucket,
      ...(prefix === '' ? {} : { Condition: { StringLike: { 's3:prefix': `${prefix}*` } } }),
    },
    {
      Sid: 'LocateTrailBucket',
      Effect: 'Allow',
      Action: broad ? ['s3:GetBucketLocation', ...BROAD.map(({ action }) => action)] : 's3:GetBucketLocation',
      Resource: bucket,
    },
    { Sid: 'ReadTrailObjects', Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/${prefix}*` },
  ];
  if (keyArn !== null) statements.push(decryptStatement(keyArn, place.region));
  return statements;
}

/** What each action of the policy is for, in its order. */
export function iamPurposes({ keyArn, broad }: IamOptions): Purpose[] {
  return [
    { action: 's3:ListBucket', purpose: 'Find the log objects under the prefix' },
    { action: 's3:GetBucketLocation', purpose: 'Find the region that the bucket is in' },
    ...(broad ? BROAD : []),
    { action: 's3:GetObject', purpose: 'Read the log objects' },
    ...(keyArn === null
      ? []
      : [{ action: 'kms:Decrypt', purpose: 'Let S3 decrypt the objects it hands out' }]),
  ];
}

/** A whole policy document in JSON, to paste. */
export function policyDocument(statements: readonly IamStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

/** For the policy of the KMS key: the asking user or role may decrypt with it, through S3 and no other way. */
export function keyPolicyStatement(principal: string | null, region: string): IamStatement {
  const { Resource: _, ...statement } = decryptStatement('*', region);
  return {
    ...statement,
    Sid: 'TrailkeepDecrypt',
    Principal: { AWS: principal ?? NO_PRINCIPAL },
    Resource: '*',
  };
}

/** The trust policy of a role: who may assume it, and only with the external ID that was made for this view or account. */
export function trustPolicy({
  principal,
  externalId,
}: {
  principal: string | null;
  externalId: string;
}): string {
  return policyDocument([
    {
      Sid: 'TrailkeepAssumes',
      Effect: 'Allow',
      Principal: { AWS: principal ?? NO_PRINCIPAL },
      Action: 'sts:AssumeRole',
      ...(externalId === '' ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
    },
  ]);
}

/** `arn:aws:sts::111111111111:assumed-role/name/session` as the ARN of the role that a policy names; others as they are. */
export function principalOf(callerArn: string): string {
  return callerArn.replace(/^(arn:[\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/.*$/, '$1:iam::$2:role/$3');
}

function decryptStatement(keyArn: string, region: string): IamStatement {
  const suffix = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const through = region === '' ? { StringLike: { 'kms:ViaService': `s3.*.${suffix}` } } : null;
  return {
    Sid: 'DecryptTrailObjects',
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: keyArn,
    Condition: through ?? { StringEquals: { 'kms:ViaService': `s3.${region}.${suffix}` } },
  };
}

function bucketArn({ bucket, region }: PolicyPlace): string {
  return `arn:${partitionOf(region)}:s3:::${bucket.trim() || NO_BUCKET}`;
}

/** The partition of a region, '' counting as AWS proper. */
export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function cleanPrefix(text: string): string {
  const bare = text.trim().replace(/^\/+|\/+$/g, '');
  return bare === '' ? '' : `${bare}/`;
}
