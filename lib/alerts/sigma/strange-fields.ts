import { type Condition, DERIVED_FIELDS } from '../rule-model.ts';

/**
 * The topmost fields of CloudTrail's records, as AWS documents them (“CloudTrail record contents”): events of management, data, network
 * activity and insights.
 */
const RECORD_NAMES: ReadonlySet<string> = new Set([
  'additionalEventData',
  'addendum',
  'apiVersion',
  'awsRegion',
  'edgeDeviceDetails',
  'errorCode',
  'errorMessage',
  'eventCategory',
  'eventContext',
  'eventID',
  'eventName',
  'eventSource',
  'eventTime',
  'eventType',
  'eventVersion',
  'insightDetails',
  'managementEvent',
  'readOnly',
  'recipientAccountId',
  'requestID',
  'requestParameters',
  'resources',
  'responseElements',
  'serviceEventDetails',
  'sessionCredentialFromConsole',
  'sharedEventID',
  'sourceIPAddress',
  'tlsDetails',
  'userAgent',
  'userIdentity',
  'vpcEndpointAccountId',
  'vpcEndpointId',
]);

/**
 * What a reader should know of a rule that is imported as it is: fields that no CloudTrail record has, which are always absent.
 * @returns sentences, one a field.
 */
export function strangeFields(condition: Condition, groupBy: readonly string[]): string[] {
  const strange = new Set([...fieldsOf(condition), ...groupBy].filter(isStrange));
  return [...strange].map((field) => {
    const name = topmost(field).toLowerCase();
    const meant = [...RECORD_NAMES].find((known) => known.toLowerCase() === name);
    const hint = meant ? `; ${meant} is written otherwise` : '';
    return `No CloudTrail record has the field ${field}${hint}: it is always absent.`;
  });
}

function isStrange(field: string): boolean {
  return !RECORD_NAMES.has(topmost(field)) && !DERIVED_FIELDS.some((derived) => derived === field);
}

function topmost(field: string): string {
  return (field.split('.')[0] ?? '').replace(/\[\]$/, '');
}

function fieldsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsOf);
  if ('any' in condition) return condition.any.flatMap(fieldsOf);
  if ('not' in condition) return fieldsOf(condition.not);
  if ('within' in condition) return [condition.within];
  if ('keywords' in condition) return [];
  const others =
    condition.op === 'equalsField' || condition.op === 'containsField' ? condition.values.map(String) : [];
  return [condition.field, ...others];
}
