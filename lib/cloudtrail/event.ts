/**
 * What the normaliser makes of one CloudTrail record. Strings are clean for Postgres text (no NUL, no lone
 * surrogate). The record itself is not copied here: it stays in the object's bytes.
 */
export const OUTCOMES = ['success', 'denied', 'auth-failed', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const CATEGORIES = ['management', 'data', 'insight', 'network-activity', 'aggregated'] as const;
export type Category = (typeof CATEGORIES)[number];

/** AWS's userIdentity types; `Unknown` also stands for an absent type. */
export const IDENTITY_TYPES = [
  'Unknown',
  'Root',
  'IAMUser',
  'AssumedRole',
  'Role',
  'FederatedUser',
  'SAMLUser',
  'WebIdentityUser',
  'IdentityCenterUser',
  'AWSAccount',
  'AWSService',
  'Directory',
] as const;
export type IdentityType = (typeof IDENTITY_TYPES)[number];

/** Where a user label came from, so that a fallback is never taken for a name. */
export type LabelSource =
  | 'user-name'
  | 'root'
  | 'role'
  | 'sso-session'
  | 'service'
  | 'federated'
  | 'identity-center'
  | 'account'
  | 'fallback';

export type Actor = {
  identityType: IdentityType;
  /** One label that a person would use; never empty. */
  label: string;
  labelSource: LabelSource;
  /** userIdentity.arn as delivered; '' where absent. */
  arn: string;
  /** For role sessions the role's own ARN (sessionIssuer.arn), else the same as `arn`; '' where absent. */
  principalArn: string;
  /** The part after `:` of an assumed role's principalId; '' where there is none. */
  sessionName: string;
  /** '' where absent or redacted. */
  accessKeyId: string;
  /** true/false as mfaAuthenticated or MFAUsed say; null where CloudTrail does not say. */
  mfa: boolean | null;
};

export type AccountSource = 'recipientAccountId' | 'object-key' | 'userIdentity';

export type NormalisedEvent = {
  /** 12 digits; the account that the event belongs to. */
  accountId: string;
  accountSource: AccountSource;
  /** Milliseconds since 1970, UTC. */
  eventTimeMs: number;
  /** A UUID in lower case with hyphens: the record's own, or one made from it (`eventIdDerived`). */
  eventId: string;
  eventIdDerived: boolean;
  category: Category;
  /** AWS's spelling, AwsVpceEvents folded into AwsVpceEvent; '' where absent. */
  eventType: string;
  region: string;
  /** eventSource without `.amazonaws.com`. */
  service: string;
  eventName: string;
  readOnly: boolean;
  /** The record does not say whether it only reads: its name was taken instead. */
  readOnlyDerived: boolean;
  actor: Actor;
  /** sourceIPAddress as delivered; '' where absent. */
  sourceIp: string;
  userAgent: string;
  /** '' where absent. */
  errorCode: string;
  errorMessage: string;
  outcome: Outcome;
  /** ARNs and ids that the event names, without duplicates, in order of appearance; at most MAX_RESOURCES. */
  resources: readonly string[];
  /** A UUID in lower case; one made from the SHA-256 where AWS wrote another form. '' where absent. */
  sharedEventId: string;
  /** Somewhere in these fields a character that Postgres text refuses was replaced, or a text cut to its bound. */
  cleaned: boolean;
};

export type Quarantined = {
  /** What is wrong in words that a person can act on, e.g. `eventTime is missing`. */
  reason: string;
};

export type NormaliseResult = { event: NormalisedEvent } | { quarantined: Quarantined };

/** A response of 100 KB, AWS's bound, names about 60 instances with all that hangs on them; a request of that size more. */
export const MAX_RESOURCES = 500;
