import { DERIVED_FIELDS } from '#lib/alerts/rule-model.ts';
import type { RuleSample } from '#lib/alerts/scope-rules/rule-samples.ts';

/** What is in most records, by AWS's names. */
const COMMON = [
  'userIdentity.type',
  'userIdentity.arn',
  'userIdentity.invokedBy',
  'userIdentity.sessionContext.sessionIssuer.arn',
  'userAgent',
  'errorCode',
  'errorMessage',
  'eventType',
  'requestParameters.roleArn',
  'requestParameters.bucketName',
  'requestParameters.userName',
  'requestParameters.policyArn',
  'requestParameters.policyDocument',
  'requestParameters.groupId',
  'responseElements.ConsoleLogin',
  'additionalEventData.MFAUsed',
  'tlsDetails.tlsVersion',
  'vpcEndpointId',
];
/** A list that is longer than this offers nothing any more. */
const MOST = 400;

/** Fields to offer in a rule: those that Trailkeep makes, those of its samples, and common ones. */
export function suggestedFields(samples: readonly RuleSample[]): string[] {
  const paths = new Set<string>();
  for (const { records } of samples) for (const record of records) addPaths(record, '', paths);
  return [...new Set([...DERIVED_FIELDS, ...paths, ...COMMON])].slice(0, MOST);
}

/** Adds the paths of all plain values in it. */
function addPaths(value: unknown, path: string, paths: Set<string>): void {
  if (paths.size >= MOST) return;
  if (Array.isArray(value)) for (const element of value) addPaths(element, `${path}[]`, paths);
  else if (typeof value === 'object' && value !== null)
    for (const [name, inside] of Object.entries(value))
      addPaths(inside, path ? `${path}.${name}` : name, paths);
  else if (path) paths.add(path);
}
