import type { Category } from '#lib/cloudtrail/event.ts';
import type { ListFilter } from '#lib/events/schema.ts';

export type FilterWords = {
  /** What stands in the control. */
  label: string;
  /** In a sentence: "has user maria.keller", "Find a region". */
  noun: string;
};

/** How each filter of several values is called on the page. */
export const FILTER_WORDS: Record<ListFilter, FilterWords> = {
  region: { label: 'Region', noun: 'region' },
  service: { label: 'AWS service', noun: 'service' },
  event: { label: 'Event type', noun: 'event type' },
  user: { label: 'User', noun: 'user' },
  ip: { label: 'IP', noun: 'IP' },
  account: { label: 'Account', noun: 'account' },
  identityType: { label: 'Identity type', noun: 'identity type' },
  errorCode: { label: 'Error code', noun: 'error code' },
  accessKey: { label: 'Access key', noun: 'access key' },
  resource: { label: 'Resource ID', noun: 'resource' },
};

export const CATEGORY_WORDS: Record<Category, string> = {
  management: 'Management',
  data: 'Data',
  insight: 'Insight',
  'network-activity': 'Network activity',
  aggregated: 'Aggregated',
};

const IDENTITY_TYPE_WORDS: Record<string, string> = {
  AssumedRole: 'Role',
  Role: 'Role, direct',
  IAMUser: 'IAM user',
  AWSService: 'AWS service',
  AWSAccount: 'Other account',
  FederatedUser: 'Federated user',
  SAMLUser: 'SAML user',
  WebIdentityUser: 'Web identity',
  IdentityCenterUser: 'Identity Center',
};

/** AWS's identity type in a person's words: `AssumedRole` is "Role"; a type that is new to us stays as AWS spells it. */
export function identityTypeWord(type: string): string {
  return IDENTITY_TYPE_WORDS[type] ?? type;
}
