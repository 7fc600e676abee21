/**
 * The fields of a record that `normalise` looks at: what else a record holds need not become objects. Normalising takes
 * this type, so that a field which is not listed here cannot be read by mistake.
 */
export const RECORD_FIELDS = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'eventID',
  'sharedEventID',
  'readOnly',
  'resources',
  'eventType',
  'managementEvent',
  'recipientAccountId',
  'eventCategory',
  // Of insight and aggregated records alone, which are rare.
  'insightDetails',
  'eventId',
  'accountId',
  'timeWindow',
  'summary',
] as const;

export type RecordField = (typeof RECORD_FIELDS)[number];
export type RecordFields = { readonly [field in RecordField]?: unknown };
