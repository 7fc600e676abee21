import { isAllowed, namesEveryone, type PolicyRequest } from './evaluate-policy.ts';
import type { ParsedStatement } from './parse-policy.ts';
import type { Width } from './refusals.ts';

/** A statement, and after it the denials that limit it. */
export type Alone = [ParsedStatement, ...ParsedStatement[]];

/** Is it for everybody? */
export function probeEveryone([statement]: Alone): Width[] {
  if (!namesEveryone(statement)) return [];
  const message = `${statement.name} is for everybody: its Principal is * and not the service cloudtrail.amazonaws.com.`;
  return [{ code: 'principal-everyone', message }];
}

/** Does it take `strange`, which comes from a trail that has nothing to do with the plan? */
export function probeStranger(alone: Alone, strange: PolicyRequest): Width[] {
  if (!isAllowed(alone, strange)) return [];
  const [{ name, Condition }] = alone;
  const keys = Object.values(Condition).flatMap((one) => Object.keys(one));
  const message = keys.some((key) => key.toLowerCase() === 'aws:sourcearn')
    ? `${name} takes any trail: its condition on aws:SourceArn is met by trails of every AWS account.`
    : `${name} has no condition on aws:SourceArn: CloudTrail would act on it for trails of any AWS account.`;
  return [{ code: 'no-source-arn', message }];
}

/** Does it allow an action that CloudTrail has no use for? */
export function probeAction(alone: Alone, request: PolicyRequest): Width[] {
  if (!isAllowed(alone, request)) return [];
  const message = `${alone[0].name} allows more than CloudTrail needs, ${request.action} for one.`;
  return [{ code: 'action-too-wide', message }];
}
