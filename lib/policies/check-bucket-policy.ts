import { aclStatement, bucketPolicy, writeStatement } from './bucket-policy.ts';
import { aclRequest, ownTrail, strangeTrail, without, writeRequest } from './cloudtrail-request.ts';
import { isAllowed } from './evaluate-policy.ts';
import { type PolicyCheck, toPolicyCheck } from './finding.ts';
import { mendStatement } from './mend-statement.ts';
import { parsePolicy } from './parse-policy.ts';
import { type Alone, probeAction, probeEveryone, probeStranger } from './probes.ts';
import { type Need, refusals, type Width, widths } from './refusals.ts';
import { bucketArn, type SetupPlan } from './setup-plan.ts';

/**
 * What of a bucket's policy is right, missing or too wide for the trails of the plan. `text` is the policy as S3 gives it, null where
 * the bucket has none. Throws `bad-request` where it cannot be read.
 */
export function checkBucketPolicy(plan: SetupPlan, text: string | null): PolicyCheck {
  const policy = text === null ? [] : parsePolicy(text);
  const acl: Need = {
    part: 'acl',
    what: 'read the ACL of the bucket',
    request: (by) => aclRequest(plan, by),
    mend: (at) => mendStatement(plan, at, aclStatement, bucketPolicy),
  };
  const write: Need = {
    part: 'write',
    what: 'write into the bucket',
    request: (by) => writeRequest(plan, by),
    mend: (at) => mendStatement(plan, at, writeStatement, bucketPolicy),
  };
  const findings = [
    ...refusals(plan, policy, acl),
    ...widths(plan, policy, acl, (alone, account) => aclWidths(plan, alone, account)),
    ...refusals(plan, policy, write),
    ...widths(plan, policy, write, (alone, account) => writeWidths(plan, alone, account)),
  ];
  return toPolicyCheck(plan.accounts, ['acl', 'write'], findings);
}

function aclWidths(plan: SetupPlan, alone: Alone, account: string): Width[] {
  const own = aclRequest(plan, ownTrail(plan, account));
  return [
    ...probeEveryone(alone),
    ...probeStranger(alone, aclRequest(plan, strangeTrail(plan, false))),
    ...probeAction(alone, { ...own, action: 's3:PutBucketPolicy' }),
  ];
}

function writeWidths(plan: SetupPlan, alone: Alone, account: string): Width[] {
  const own = writeRequest(plan, ownTrail(plan, account));
  const [{ name }] = alone;
  const open = probeStranger(alone, writeRequest(plan, strangeTrail(plan, false), account));
  const found: Width[] = [...probeEveryone(alone), ...open];
  // A stranger's trail writes into the stranger's folder, which the folders alone may keep out.
  if (open.length === 0 && isAllowed(alone, writeRequest(plan, strangeTrail(plan, true))))
    found.push({
      code: 'any-account',
      message: `${name} lets any AWS account with a trail called ${plan.trailName} write into the bucket.`,
    });
  if (isAllowed(alone, without(own, 's3:x-amz-acl')))
    found.push({
      code: 'no-acl-condition',
      message: `${name} does not ask for the ACL bucket-owner-full-control: the audit account might not own what is written.`,
    });
  if (isAllowed(alone, { ...own, resource: `${bucketArn(plan)}/outside` }))
    found.push({
      code: 'folder-too-wide',
      message: `${name} covers the whole bucket and not only what is under ${plan.prefix}AWSLogs/.`,
    });
  return [...found, ...probeAction(alone, { ...own, action: 's3:DeleteObject' })];
}
