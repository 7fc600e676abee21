/** AWS, China and GovCloud name things by partitions of their own. */
export const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'] as const;
export type Partition = (typeof PARTITIONS)[number];

/**
 * Trails of many accounts into one bucket, without AWS Organizations: what the policies and steps are made of. Account
 * numbers have 12 digits each.
 */
export type SetupPlan = {
  partition: Partition;
  /** Owns the bucket and the key. */
  auditAccount: string;
  bucket: string;
  /** '' or ending in a slash. */
  prefix: string;
  /** Of the bucket, the key and every trail. */
  region: string;
  /** The same in every account. */
  trailName: string;
  /** Null: no key of one's own. `new`: one is made. Else the ARN of one that is there. */
  key: null | 'new' | { arn: string };
  /** Accounts with a trail, the audit account among them where it has one. */
  accounts: readonly string[];
};

/** Stands for a key's ARN as long as there is none. */
export const NEW_KEY_ARN = 'KEY-ARN';

export function bucketArn({ partition, bucket }: Pick<SetupPlan, 'partition' | 'bucket'>): string {
  return `arn:${partition}:s3:::${bucket}`;
}

/** Where one account's files go, with the star after them. */
export function folderArn(plan: Pick<SetupPlan, 'partition' | 'bucket' | 'prefix'>, account: string): string {
  return `${bucketArn(plan)}/${plan.prefix}AWSLogs/${account}/*`;
}

/** The account may be `*`, for a pattern over all of them. */
export function trailArn(
  plan: Pick<SetupPlan, 'partition' | 'region' | 'trailName'>,
  account: string,
): string {
  return `arn:${plan.partition}:cloudtrail:${plan.region}:${account}:trail/${plan.trailName}`;
}

/** Any trail of an account in any region, as the encryption context of its files names it. */
export function anyTrailOf(plan: Pick<SetupPlan, 'partition'>, account: string): string {
  return `arn:${plan.partition}:cloudtrail:*:${account}:trail/*`;
}

export function rootArn({ partition }: Pick<SetupPlan, 'partition'>, account: string): string {
  return `arn:${partition}:iam::${account}:root`;
}

/** The key's ARN, or what stands for it until it is made; null without a key. */
export function keyArn({ key }: Pick<SetupPlan, 'key'>): string | null {
  if (key === null) return null;
  return key === 'new' ? NEW_KEY_ARN : key.arn;
}
