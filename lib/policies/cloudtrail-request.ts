import { CLOUDTRAIL } from './bucket-policy.ts';
import type { PolicyRequest } from './evaluate-policy.ts';
import { ENCRYPTION_CONTEXT } from './key-policy.ts';
import { bucketArn, type SetupPlan, trailArn } from './setup-plan.ts';

/** An account that nobody names, and a trail that nobody has: whoever lets it in lets everybody in. */
const STRANGER = '000000000000';
const OTHER_TRAIL = 'a-trail-of-somebody-else';

/** Who CloudTrail delivers for. */
export type ForTrail = { account: string; trail: string };

export function ownTrail(plan: SetupPlan, account: string): ForTrail {
  return { account, trail: trailArn(plan, account) };
}

/** A trail of an unknown account; with `sameName` it is called like those of the plan. */
export function strangeTrail(plan: SetupPlan, sameName: boolean): ForTrail {
  const trailName = sameName ? plan.trailName : OTHER_TRAIL;
  return { account: STRANGER, trail: trailArn({ ...plan, trailName }, STRANGER) };
}

function contextOf(plan: SetupPlan, by: ForTrail): Record<string, string> {
  return {
    'aws:sourcearn': by.trail,
    'aws:sourceaccount': by.account,
    'aws:securetransport': 'true',
    'aws:principalisawsservice': 'true',
    'aws:principalservicename': CLOUDTRAIL,
    'aws:requestedregion': plan.region,
  };
}

/** CloudTrail looks at the ACL of the bucket. */
export function aclRequest(plan: SetupPlan, by: ForTrail): PolicyRequest {
  return {
    principal: { Service: CLOUDTRAIL },
    action: 's3:GetBucketAcl',
    resource: bucketArn(plan),
    context: contextOf(plan, by),
  };
}

/** CloudTrail writes a file into the folder of an account. */
export function writeRequest(plan: SetupPlan, by: ForTrail, folder: string = by.account): PolicyRequest {
  const file = `CloudTrail/${plan.region}/2026/01/02/${folder}_CloudTrail_${plan.region}_20260102T0304Z_probe.json.gz`;
  return {
    principal: { Service: CLOUDTRAIL },
    action: 's3:PutObject',
    resource: `${bucketArn(plan)}/${plan.prefix}AWSLogs/${folder}/${file}`,
    context: { ...contextOf(plan, by), 's3:x-amz-acl': 'bucket-owner-full-control' },
  };
}

/** CloudTrail asks the key for a data key to encrypt a file with. */
export function encryptRequest(plan: SetupPlan, by: ForTrail): PolicyRequest {
  return {
    principal: { Service: CLOUDTRAIL },
    action: 'kms:GenerateDataKey',
    resource: '*',
    context: { ...contextOf(plan, by), [ENCRYPTION_CONTEXT.toLowerCase()]: by.trail },
  };
}

/** The request without one of its context keys (lower case). */
export function without(request: PolicyRequest, key: string): PolicyRequest {
  const { [key]: _, ...context } = request.context;
  return { ...request, context };
}
