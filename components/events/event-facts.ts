import type { Actor, IdentityType, LabelSource } from '#lib/cloudtrail/event.ts';
import { parseEventTime } from '#lib/cloudtrail/event-time.ts';
import { actorOf } from '#lib/cloudtrail/identity.ts';
import { asObject, type JsonObject } from '#lib/cloudtrail/json-value.ts';
import type { EventDetail } from '#lib/events/schema.ts';

/** What the record itself says beyond the event's columns. */
export type EventFacts = {
  /** Null where the object's bytes are gone or the text is no JSON object. */
  record: JsonObject | null;
  actor: Actor;
  /** When the session's credentials were made, epoch ms; null where no session is named. */
  sessionStartMs: number | null;
  /** The access key that this very call made: the one its session then uses. '' where none. */
  issuedKey: string;
  /** AWS's own: `AwsApiCall`, `AwsConsoleSignIn` …; '' where absent. */
  eventType: string;
  requestId: string;
  vpcEndpointId: string;
};

/** Reads the facts that the sheet shows and its links need. Never throws, whatever was delivered. */
export function eventFacts(event: EventDetail): EventFacts {
  const record = parseRecord(event.raw);
  const context = asObject(asObject(record?.userIdentity)?.sessionContext);
  const created = asObject(context?.attributes)?.creationDate;
  const credentials = asObject(asObject(record?.responseElements)?.credentials);
  return {
    record,
    actor: record ? actorOf(record, { cleaned: false }) : actorOfColumns(event),
    sessionStartMs: typeof created === 'string' ? parseEventTime(created) : null,
    issuedKey: textOf(credentials?.accessKeyId),
    eventType: textOf(record?.eventType),
    requestId: textOf(record?.requestID),
    vpcEndpointId: textOf(record?.vpcEndpointId),
  };
}

function parseRecord(raw: string | null): JsonObject | null {
  if (raw === null) return null;
  try {
    return asObject(JSON.parse(raw));
  } catch {
    return null;
  }
}

const SOURCES: Partial<Record<IdentityType, LabelSource>> = {
  Root: 'root',
  AssumedRole: 'role',
  Role: 'role',
  IAMUser: 'user-name',
  AWSService: 'service',
  FederatedUser: 'federated',
  IdentityCenterUser: 'identity-center',
  AWSAccount: 'account',
};

/** Where the record is gone the columns must do. */
function actorOfColumns(event: EventDetail): Actor {
  const type = event.userType as IdentityType;
  return {
    identityType: type,
    label: event.user,
    labelSource: SOURCES[type] ?? 'fallback',
    arn: event.userArn,
    principalArn: event.userArn,
    sessionName: event.sessionName,
    accessKeyId: event.accessKeyId,
    mfa: event.mfa,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
