import {
  oneOrMany,
  type PolicyDocument,
  policyBytes,
  policyText,
  type Statement,
  toDocument,
} from './policy-document.ts';
import { bucketArn, folderArn, type SetupPlan, trailArn } from './setup-plan.ts';

/** AWS: "Bucket policies are limited to 20 KB in size." */
export const BUCKET_POLICY_LIMIT = 20 * 1024;

export const CLOUDTRAIL = 'cloudtrail.amazonaws.com';
const ACL_SID = 'AWSCloudTrailAclCheck';
const WRITE_SID = 'AWSCloudTrailWrite';

/**
 * How the accounts are named, from the tightest to the shortest. `trails`: every trail by its ARN, as AWS's documentation has it.
 * `listed`: every account's folder (key policy: its encryption context), the trails by a pattern over their common name.
 * `accounts`: the account numbers alone, as `aws:SourceAccount`.
 */
const POLICY_FORMS = ['trails', 'listed', 'accounts'] as const;
export type PolicyForm = (typeof POLICY_FORMS)[number];

export type BuiltPolicy = { form: PolicyForm; document: PolicyDocument; text: string; bytes: number };

/** The bucket's policy in the tightest form that S3 takes; null where none is short enough: `splitPlan` then. */
export function bucketPolicy(plan: SetupPlan): BuiltPolicy | null {
  return firstThatFits(BUCKET_POLICY_LIMIT, (form) =>
    toDocument(aclStatement(plan, form), writeStatement(plan, form)),
  );
}

export function firstThatFits(
  limitBytes: number,
  build: (form: PolicyForm) => PolicyDocument,
): BuiltPolicy | null {
  for (const form of POLICY_FORMS) {
    const document = build(form);
    const text = policyText(document, limitBytes);
    const bytes = policyBytes(text);
    if (bytes <= limitBytes) return { form, document, text, bytes };
  }
  return null;
}

/** CloudTrail looks at the bucket's ACL before it delivers. */
export function aclStatement(plan: SetupPlan, form: PolicyForm): Statement {
  return {
    Sid: ACL_SID,
    Effect: 'Allow',
    Principal: { Service: CLOUDTRAIL },
    Action: 's3:GetBucketAcl',
    Resource: bucketArn(plan),
    Condition: form === 'trails' ? { StringEquals: { 'aws:SourceArn': trails(plan) } } : ofAnyTrail(plan),
  };
}

/** CloudTrail puts each account's files into that account's own folder, whatever else the policy allows. */
export function writeStatement(plan: SetupPlan, form: PolicyForm): Statement {
  const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  const conditions = {
    trails: { StringEquals: { ...acl, 'aws:SourceArn': trails(plan) } },
    listed: { StringEquals: acl, ...ofAnyTrail(plan) },
    accounts: {
      StringEquals: { ...acl, 'aws:SourceAccount': oneOrMany(plan.accounts) },
      ...ofAnyTrail(plan),
    },
  };
  const folders = form === 'accounts' ? ['*'] : plan.accounts;
  return {
    Sid: WRITE_SID,
    Effect: 'Allow',
    Principal: { Service: CLOUDTRAIL },
    Action: 's3:PutObject',
    Resource: oneOrMany(folders.map((account) => folderArn(plan, account))),
    Condition: conditions[form],
  };
}

export function trails(plan: SetupPlan) {
  return oneOrMany(plan.accounts.map((account) => trailArn(plan, account)));
}

export function ofAnyTrail(plan: SetupPlan) {
  return { ArnLike: { 'aws:SourceArn': trailArn(plan, '*') } };
}
