import type { Category } from './event.ts';
import type { RecordFields } from './record-fields.ts';

/** eventCategory; where absent (before 1.07) or unknown, what eventType and managementEvent say. */
export function categoryOf(record: RecordFields): Category {
  switch (record.eventCategory) {
    case 'Management':
      return 'management';
    case 'Data':
      return 'data';
    case 'Insight':
      return 'insight';
    case 'NetworkActivity':
      return 'network-activity';
    case 'Aggregated':
      return 'aggregated';
    default:
      return deriveCategory(record);
  }
}

function deriveCategory(record: RecordFields): Category {
  switch (record.eventType) {
    case 'AwsCloudTrailInsight':
      return 'insight';
    case 'AwsVpceEvent':
    case 'AwsVpceEvents':
      return 'network-activity';
    case 'AwsAggregatedEvent':
      return 'aggregated';
  }
  if (record.eventName === undefined && record.timeWindow !== undefined) return 'aggregated';
  if (record.eventName === undefined && record.insightDetails !== undefined) return 'insight';
  return record.managementEvent === false || record.managementEvent === 'false' ? 'data' : 'management';
}

const READING_VERBS = [
  'Describe',
  'Get',
  'List',
  'Head',
  'Lookup',
  'BatchGet',
  'Search',
  'Scan',
  'Query',
  'Select',
];

/** readOnly as delivered, or null where the record does not say (most records before 1.06). */
export function deliveredReadOnly(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' ? false : null;
}

/** Whether a call only reads, judged by its name. */
export function readsByName(eventName: string): boolean {
  return READING_VERBS.some(
    (verb) => eventName.startsWith(verb) && !isLowerCase(eventName.charCodeAt(verb.length)),
  );
}

/** `Listen` is no `List`. NaN (the end of the name) is no letter. */
function isLowerCase(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}
