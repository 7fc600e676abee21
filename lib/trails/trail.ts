/** What of management events a trail records. */
export const MANAGEMENT_EVENTS = ['all', 'read', 'write', 'none'] as const;
export type ManagementEvents = (typeof MANAGEMENT_EVENTS)[number];

/** Why an account's last question failed, in words. `at` is when it first failed so; ISO, UTC. */
export type AskFault = { code: string; message: string; hint: string | null; at: string };

/**
 * A trail as AWS described it, or (`inferred`) as the logs that land in a bucket show it; what is not known is null. Times are
 * ISO, UTC; accounts have 12 digits.
 */
export type TrailFacts = {
  /** The ARN; for an inferred one, where its logs land. The same from day to day. */
  id: string;
  inferred: boolean;
  arn: string | null;
  name: string | null;
  /** Whose trail it is; null for an inferred one of an organisation. */
  accountId: string | null;
  /** Accounts of the scope that see it, or whose logs land there; sorted. */
  accounts: string[];
  homeRegion: string | null;
  /** Where an inferred one is seen to record; empty for the others. */
  regions: string[];
  /** Null where the logs stand in a folder of this machine. */
  bucket: string | null;
  /** What stands before `AWSLogs/`, without a slash at its end. */
  keyPrefix: string;
  logging: boolean | null;
  globalEvents: boolean | null;
  multiRegion: boolean | null;
  organization: boolean;
  /** `o-…`, where the folder of an inferred one names it. */
  organizationId: string | null;
  logValidation: boolean | null;
  kmsKey: string | null;
  loggingStartedAt: string | null;
  loggingEndedAt: string | null;
  /** For an inferred one, the newest event that was delivered. */
  deliveredAt: string | null;
  deliveryError: string | null;
  notifiedAt: string | null;
  notificationError: string | null;
  digestDeliveredAt: string | null;
  digestError: string | null;
  snsTopic: string | null;
  logGroup: string | null;
  insights: boolean | null;
  managementEvents: ManagementEvents | null;
  /** Resource types whose data events are recorded, e.g. `AWS::S3::Object`. */
  dataEvents: string[];
  /** When AWS was last asked with an answer; null for an inferred one. */
  askedAt: string | null;
  /** Why newer answers are missing: what stands here is as old as `askedAt`. */
  fault: AskFault | null;
  /** The trail was described, but its status or selectors may not be read. */
  statusError: string | null;
  /** Its bucket and prefix are those of a log source of the portal. */
  collected: boolean;
};

/** What may be worth a look about a trail, in the order in which it is said. */
export const WARNING_CODES = [
  'logging-off',
  'delivery-error',
  'nothing-delivered',
  'answer-old',
  'validation-off',
  'digest-error',
  'not-collected',
  'global-events-twice',
  'management-events-partial',
  'notification-error',
  'status-unknown',
] as const;

/** `bad`: events are being lost or evidence cannot be proved. `warn`: worth a change. */
export type TrailWarning = {
  code: (typeof WARNING_CODES)[number];
  severity: 'bad' | 'warn';
  message: string;
  hint: string;
};

export type Trail = TrailFacts & { warnings: TrailWarning[] };

/** Where an account's trails are known from. */
export type AccountAnswer = {
  accountId: string;
  /** Null for an account that was found in a bucket and not added. */
  name: string | null;
  /** Null: there are none, its trails are inferred. */
  credentials: 'access-key' | 'role' | 'default' | null;
  /** The worker is to ask, or asking now. */
  asking: boolean;
  askedAt: string | null;
  answeredAt: string | null;
  fault: AskFault | null;
  /** Regions in use that gave no answer although others did. */
  silentRegions: string[];
};

export type TrailList = { trails: Trail[]; accounts: AccountAnswer[] };
