import {
  type ConditionResult,
  deniedBy,
  isAllowed,
  isLike,
  type Match,
  matchStatement,
  type PolicyRequest,
} from './evaluate-policy.ts';
import type { FindingCode } from './finding.ts';
import type { ParsedStatement } from './parse-policy.ts';
import type { SetupPlan } from './setup-plan.ts';

/** Why a request that must be let through is not. */
export type Refusal = { code: FindingCode; statement: ParsedStatement | null; message: string };

/** Conditions by which a statement names accounts. */
const ACCOUNT_KEYS = ['aws:sourceaccount', 'kms:encryptioncontext:aws:cloudtrail:arn'];

/**
 * Looks for the statement that comes nearest and says which of its parts keep the request out. Empty where it is let through.
 * `what` ends the sentence "No statement lets CloudTrail …".
 */
export function whyRefused(
  policy: readonly ParsedStatement[],
  request: PolicyRequest,
  plan: SetupPlan,
  account: string,
  what: string,
): Refusal[] {
  const [denying] = deniedBy(policy, request);
  if (denying) return [{ code: 'denied', statement: denying, message: `${denying.name} denies it.` }];
  if (isAllowed(policy, request)) return [];
  const nearest = nearestStatement(policy, request);
  if (!nearest)
    return [{ code: 'statement-missing', statement: null, message: `No statement lets CloudTrail ${what}.` }];
  const { statement, match } = nearest;
  const faults = [
    ...principalFault(statement, match),
    ...resourceFault(statement, match, plan, account),
    ...match.conditions.filter(({ met }) => !met).map((unmet) => conditionFault(statement, unmet, account)),
  ];
  // An account that was forgotten is missing from the folders and from the trails: that is one fault.
  const forgotten = faults.find(({ code }) => code === 'account-missing');
  return forgotten ? [forgotten] : faults;
}

type Near = { statement: ParsedStatement; match: Match };

function nearestStatement(policy: readonly ParsedStatement[], request: PolicyRequest): Near | null {
  const near = policy
    .filter(({ Effect }) => Effect === 'Allow')
    .map((statement) => ({ statement, match: matchStatement(statement, request) }))
    .filter(({ statement, match }) => match.action && (match.principal || isMeantForTrails(statement)))
    .sort((a, b) => distance(a.match) - distance(b.match));
  return near[0] ?? null;
}

/** A statement for others is a failed attempt at this one only where it speaks of CloudTrail or its folders. */
function isMeantForTrails({ Principal, Resource = [] }: ParsedStatement): boolean {
  return (
    Principal?.Service?.some((name) => name.includes('cloudtrail')) === true ||
    Resource.some((pattern) => pattern.includes('/AWSLogs/'))
  );
}

function distance({ principal, resource, conditions }: Match): number {
  return (principal ? 0 : 4) + (resource ? 0 : 2) + conditions.filter(({ met }) => !met).length;
}

function principalFault(statement: ParsedStatement, { principal }: Match): Refusal[] {
  if (principal) return [];
  const message = `${statement.name} is for others: its Principal is not the service cloudtrail.amazonaws.com.`;
  return [{ code: 'other-principal', statement, message }];
}

function resourceFault(
  statement: ParsedStatement,
  { resource }: Match,
  plan: SetupPlan,
  account: string,
): Refusal[] {
  if (resource) return [];
  const { name, Resource: patterns = [] } = statement;
  const bucket = `arn:${plan.partition}:s3:::${plan.bucket}`;
  const here = patterns.filter((pattern) => isLike(pattern.split('/')[0] ?? '', bucket));
  if (here.length === 0)
    return [
      { code: 'other-bucket', statement, message: `${name} is about another bucket than ${plan.bucket}.` },
    ];
  const logs = `${bucket}/${plan.prefix}AWSLogs/`;
  const own = here.filter((pattern) => pattern.includes(`/${account}`));
  if (own.some((pattern) => pattern.startsWith(logs)))
    return [
      {
        code: 'other-folder',
        statement,
        message: `${name} does not cover all of AWSLogs/<account>/: its Resource must end in /*.`,
      },
    ];
  const underLogs = here.filter((pattern) => pattern.startsWith(logs));
  if (own.length === 0 && underLogs.length > 0)
    return [{ code: 'account-missing', statement, message: `${name} does not name the account.` }];
  const prefix = plan.prefix === '' ? 'without a prefix' : `under the prefix ${plan.prefix}`;
  return [
    { code: 'other-prefix', statement, message: `${name} allows another path: the files are ${prefix}.` },
  ];
}

function conditionFault(
  statement: ParsedStatement,
  { key, operator, values }: ConditionResult,
  account: string,
): Refusal {
  const { name } = statement;
  const lower = key.toLowerCase();
  const refusal = (code: FindingCode, message: string): Refusal => ({ code, statement, message });
  if (lower === 's3:x-amz-acl')
    return refusal(
      'other-acl',
      `${name} wants another ACL than CloudTrail sends, bucket-owner-full-control.`,
    );
  const named = values.some((value) => isLike(value.split(':')[4] ?? value, account));
  if (lower === 'aws:sourcearn')
    return refusal(
      'trail-missing',
      named
        ? `${name} names another trail in aws:SourceArn: its region or name differs.${starHint(operator, values)}`
        : `${name} does not name the account's trail in aws:SourceArn.`,
    );
  if (ACCOUNT_KEYS.includes(lower) && !named)
    return refusal('account-missing', `${name} does not name the account.`);
  return refusal(
    'other-condition',
    `${name} has a condition that CloudTrail does not meet: ${operator} ${key}.`,
  );
}

function starHint(operator: string, values: readonly string[]): string {
  const literal = /^string.*equals/i.test(operator) && values.some((value) => value.includes('*'));
  return literal ? ` ${operator} takes * for a plain letter; ArnLike does not.` : '';
}
