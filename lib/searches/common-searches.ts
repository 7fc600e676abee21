import { type EventFilters, type GroupBy, type ListFilter, NO_FILTERS } from '#lib/events/schema.ts';
import { defaultAggregate, type EventSearch } from '#lib/events/url.ts';
import { type RangeValue, resolveRange } from '#lib/time/ranges.ts';

/** What a search asks for before it starts. Without a value it finds all of them. */
export type SearchInput = {
  filter: ListFilter;
  label: string;
  /** In the middle of a sentence: "Find a user". */
  noun: string;
  /** Offered values contain this where nothing is typed. */
  offered?: string;
  /** Without a value there is nothing to ask. */
  required?: boolean;
};

export type CommonSearch = {
  /** Stands in URLs. */
  id: string;
  title: string;
  description: string;
  groupBy: GroupBy;
  filters: Partial<EventFilters>;
  input?: SearchInput;
};

/** Starts of instances, by the calls that can start one. */
const STARTS = ['RunInstances', 'StartInstances'];

const SECURITY_GROUP_CHANGES = [
  'AuthorizeSecurityGroupIngress',
  'AuthorizeSecurityGroupEgress',
  'RevokeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'CreateSecurityGroup',
  'DeleteSecurityGroup',
  'ModifySecurityGroupRules',
];

/** Who may read or write a bucket, and for how long it keeps what. */
const BUCKET_ACCESS_CHANGES = [
  'PutBucketPolicy',
  'DeleteBucketPolicy',
  'PutBucketAcl',
  'PutObjectAcl',
  'PutBucketPublicAccessBlock',
  'DeleteBucketPublicAccessBlock',
  'PutAccountPublicAccessBlock',
  'PutBucketCors',
  'DeleteBucketCors',
  'PutBucketLifecycle',
  'PutBucketLifecycleConfiguration',
  'DeleteBucketLifecycle',
  'PutBucketReplication',
  'DeleteBucketReplication',
];

/** The four of CloudCheckr. */
export const MAIN_SEARCHES: readonly CommonSearch[] = [
  {
    id: 'instance',
    title: 'Who started an EC2 instance',
    description: 'RunInstances and StartInstances of one instance, or of all where none is given.',
    groupBy: 'user',
    filters: { service: ['ec2'], event: STARTS },
    input: { filter: 'resource', label: 'Instance ID', noun: 'instance', offered: 'i-*' },
  },
  {
    id: 'unauthorised',
    title: 'Unauthorised access attempts',
    description: 'Calls that AWS refused for lack of rights, in any of its words for it.',
    groupBy: 'user',
    filters: { outcome: 'unauthorised' },
  },
  {
    id: 'users',
    title: 'All activity of IAM users',
    description: 'Everything that the chosen IAM users did, or all IAM users where none is chosen.',
    groupBy: 'user',
    filters: { identityType: ['IAMUser'] },
    input: { filter: 'user', label: 'IAM users', noun: 'IAM user' },
  },
  {
    id: 'ips',
    title: 'All activity of IP addresses',
    description: 'Everything that came from the chosen addresses, or from all where none is chosen.',
    groupBy: 'ip',
    filters: {},
    input: { filter: 'ip', label: 'IP addresses', noun: 'IP address' },
  },
];

/** What investigators ask most after these. */
export const MORE_SEARCHES: readonly CommonSearch[] = [
  {
    id: 'root',
    title: 'Root activity',
    description: 'What the root users of the accounts did.',
    groupBy: 'event',
    filters: { identityType: ['Root'] },
  },
  {
    id: 'without-mfa',
    title: 'Console sign-ins without MFA',
    description: 'Successful sign-ins of which CloudTrail says that no MFA was used.',
    groupBy: 'user',
    filters: { event: ['ConsoleLogin'], mfa: false, outcome: 'success' },
  },
  {
    id: 'iam',
    title: 'IAM changes',
    description: 'Users, roles, groups, keys and policies that were made, changed or deleted.',
    groupBy: 'event',
    filters: { service: ['iam'], readOnly: false },
  },
  {
    id: 'security-groups',
    title: 'Security group changes',
    description: 'Groups and rules that were added, changed or taken away.',
    groupBy: 'user',
    filters: { service: ['ec2'], event: SECURITY_GROUP_CHANGES },
  },
  {
    id: 'bucket-policies',
    title: 'Bucket policy changes',
    description: 'Policies, ACLs, public access blocks, replication and lifecycle of buckets.',
    groupBy: 'user',
    filters: { service: ['s3'], event: BUCKET_ACCESS_CHANGES },
  },
  {
    id: 'kms',
    title: 'KMS changes',
    description: 'Keys, key policies, grants and aliases that were made, changed or deleted.',
    groupBy: 'event',
    filters: { service: ['kms'], readOnly: false },
  },
  {
    id: 'cloudtrail',
    title: 'CloudTrail changes',
    description: 'Trails that were made, changed, stopped or deleted.',
    groupBy: 'event',
    filters: { service: ['cloudtrail'], readOnly: false },
  },
  {
    id: 'access-key',
    title: 'One access key',
    description: 'What a key was used for, service by service.',
    groupBy: 'service',
    filters: {},
    input: { filter: 'accessKey', label: 'Access key', noun: 'access key', required: true },
  },
  {
    id: 'role',
    title: 'Sessions of a role',
    description: 'Each session of the role has its own temporary access key.',
    groupBy: 'accessKey',
    filters: { identityType: ['AssumedRole'] },
    input: { filter: 'user', label: 'Role', noun: 'role', required: true },
  },
];

/** The search in Events that a common search stands for, over `range` at `now`, with the given values of its input. */
export function toEventSearch(
  search: CommonSearch,
  values: readonly string[],
  range: RangeValue,
  clock: { now: Date; zone?: string },
): EventSearch {
  const period = resolveRange(range, clock.now, clock.zone);
  const chosen = search.input ? { [search.input.filter]: [...values] } : {};
  return {
    range,
    filters: { ...NO_FILTERS, ...period, ...search.filters, ...chosen },
    groupBy: search.groupBy,
    aggregate: defaultAggregate(period),
  };
}
