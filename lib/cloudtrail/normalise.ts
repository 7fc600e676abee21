import { chooseAccount } from './account-choice.ts';
import { categoryOf, deliveredReadOnly, readsByName } from './category.ts';
import type { DerivedMemo } from './derived-memo.ts';
import type { Category, NormalisedEvent, NormaliseResult } from './event.ts';
import { eventIdOf, sharedEventIdOf } from './event-id.ts';
import { parseEventTime } from './event-time.ts';
import { actorOf } from './identity.ts';
import { asObject } from './json-value.ts';
import { outcomeOf } from './outcome.ts';
import type { RecordFields } from './record-fields.ts';
import type { RecordOrigin } from './record-origin.ts';
import { resourcesOf, resourcesOfSummary } from './resources.ts';
import { cleanText, FIELD_BYTES, quoteValue, type TextMarks, textOf } from './text.ts';

/** CloudTrail began in November 2013. */
const FIRST_TIME_MS = Date.UTC(2013, 10, 1);
const DAY_MS = 86_400_000;

/** The fields that kinds of records keep in different places, with the names by which a person finds them. */
type Envelope = {
  name: unknown;
  nameField: string;
  source: unknown;
  time: unknown;
  timeField: string;
  id: unknown;
};

/** One record as an event, or the reason why it cannot be one. Never throws, whatever JSON the record is. */
export function normalise(record: unknown, origin: RecordOrigin): NormaliseResult {
  const fields: RecordFields | null = asObject(record);
  if (fields === null) return quarantine(`the record is ${quoteValue(record)}, not a JSON object`);
  const category = categoryOf(fields);
  const envelope = envelopeOf(fields, category);
  const timeMs = typeof envelope.time === 'string' ? parseEventTime(envelope.time) : null;
  const fault =
    versionFault(fields.eventVersion) ?? nameFault(envelope) ?? timeFault(envelope, timeMs, origin.now);
  if (fault !== null || timeMs === null) return quarantine(fault ?? `${envelope.timeField} is not a time`);
  const account = chooseAccount(fields, origin.keyAccountId);
  if (account === null)
    return quarantine('no account of 12 digits in recipientAccountId, the object key or userIdentity');
  return { event: eventOf(fields, category, envelope, timeMs, account, origin.derived) };
}

function eventOf(
  fields: RecordFields,
  category: Category,
  envelope: Envelope,
  eventTimeMs: number,
  [accountId, accountSource]: NonNullable<ReturnType<typeof chooseAccount>>,
  derived: DerivedMemo | undefined,
): NormalisedEvent {
  const marks: TextMarks = { cleaned: false };
  const { id: eventId, derived: eventIdDerived } = eventIdOf(envelope.id, fields);
  const eventName = textOf(envelope.name, FIELD_BYTES, marks);
  const service = serviceOf(textOf(envelope.source, FIELD_BYTES, marks));
  const errorCode = textOf(fields.errorCode, FIELD_BYTES, marks);
  const errorMessage = textOf(fields.errorMessage, FIELD_BYTES, marks);
  const readOnly = deliveredReadOnly(fields.readOnly);
  const actor = actorOf(fields, marks, derived);
  const resources =
    category === 'aggregated'
      ? resourcesOfSummary(fields, service, marks)
      : resourcesOf(fields, service, marks, derived);
  return {
    accountId,
    accountSource,
    eventTimeMs,
    eventId,
    eventIdDerived,
    category,
    eventType:
      fields.eventType === 'AwsVpceEvents' ? 'AwsVpceEvent' : textOf(fields.eventType, FIELD_BYTES, marks),
    region: textOf(fields.awsRegion, FIELD_BYTES, marks),
    service,
    eventName,
    readOnly: readOnly ?? readsByName(eventName),
    readOnlyDerived: readOnly === null,
    actor,
    sourceIp: textOf(fields.sourceIPAddress, FIELD_BYTES, marks),
    userAgent: userAgentOf(fields.userAgent, marks),
    errorCode,
    errorMessage,
    outcome: outcomeOf(fields, eventName, errorCode, errorMessage),
    resources,
    sharedEventId: sharedEventIdOf(fields.sharedEventID),
    cleaned: marks.cleaned,
  };
}

function envelopeOf(fields: RecordFields, category: Category): Envelope {
  if (category === 'insight') return insightEnvelope(fields);
  if (category === 'aggregated') return aggregatedEnvelope(fields);
  return {
    name: fields.eventName,
    nameField: 'eventName',
    source: fields.eventSource,
    time: fields.eventTime,
    timeField: 'eventTime',
    id: fields.eventID,
  };
}

/** An insight tells of a call: its name and service are those of the call. */
function insightEnvelope(fields: RecordFields): Envelope {
  const details = asObject(fields.insightDetails);
  return {
    name: details?.eventName,
    nameField: 'insightDetails.eventName',
    source: details?.eventSource ?? fields.eventSource,
    time: fields.eventTime,
    timeField: 'eventTime',
    id: fields.eventID,
  };
}

/** A five-minute summary has the time of its window's start, and the event's name only where it is a summary by name. */
function aggregatedEnvelope(fields: RecordFields): Envelope {
  const primary = asObject(asObject(fields.summary)?.primaryDimension);
  const statistics =
    primary?.dimension === 'eventName' && Array.isArray(primary.statistics) ? primary.statistics : [];
  const onlyName = statistics.length === 1 ? asObject(statistics[0])?.name : undefined;
  return {
    name: typeof onlyName === 'string' && onlyName !== '' ? onlyName : 'AwsAggregatedEvent',
    nameField: 'summary.primaryDimension',
    source: fields.eventSource,
    time: asObject(fields.timeWindow)?.windowStart,
    timeField: 'timeWindow.windowStart',
    id: fields.eventId ?? fields.eventID,
  };
}

function quarantine(reason: string): NormaliseResult {
  return { quarantined: { reason } };
}

/** A pair of integers, not a decimal; every minor of major 1 is read, a record without a version too. */
function versionFault(version: unknown): string | null {
  if (version === undefined || version === null) return null;
  const text = String(typeof version === 'number' || typeof version === 'string' ? version : '');
  if (text.startsWith('1.') || text === '1') return null;
  return `eventVersion is ${quoteValue(version)}; Trailkeep reads 1.x`;
}

function nameFault({ name, nameField }: Envelope): string | null {
  if (typeof name === 'string' && name !== '') return null;
  return name === undefined || name === null || name === ''
    ? `${nameField} is missing`
    : `${nameField} is ${quoteValue(name)}`;
}

function timeFault({ time, timeField }: Envelope, timeMs: number | null, now: number): string | null {
  if (time === undefined || time === null || time === '') return `${timeField} is missing`;
  if (timeMs === null) return `${timeField} is ${quoteValue(time)}, which is no time`;
  if (timeMs < FIRST_TIME_MS)
    return `${timeField} ${quoteValue(time)} is before November 2013, when CloudTrail began`;
  return timeMs > now + DAY_MS ? `${timeField} ${quoteValue(time)} is more than a day in the future` : null;
}

function serviceOf(eventSource: string): string {
  const at = eventSource.indexOf('.amazonaws.com');
  return at > 0 ? eventSource.slice(0, at) : eventSource;
}

/** AWS writes one text; a list of texts has been seen in logs that another tool passed on. */
function userAgentOf(value: unknown, marks: TextMarks): string {
  if (typeof value === 'string') return cleanText(value, FIELD_BYTES, marks);
  return Array.isArray(value) ? textOf(value[0], FIELD_BYTES, marks) : textOf(value, FIELD_BYTES, marks);
}
