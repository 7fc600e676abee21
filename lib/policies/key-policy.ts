import {
  type BuiltPolicy,
  CLOUDTRAIL,
  firstThatFits,
  ofAnyTrail,
  type PolicyForm,
  trails,
} from './bucket-policy.ts';
import { oneOrMany, type Statement, toDocument } from './policy-document.ts';
import { anyTrailOf, rootArn, type SetupPlan, trailArn } from './setup-plan.ts';

/** AWS: a key policy document has at most 32 KB. */
export const KEY_POLICY_LIMIT = 32 * 1024;

export const ENCRYPTION_CONTEXT = 'kms:EncryptionContext:aws:cloudtrail:arn';
const KEY_SIDS = {
  admin: 'EnableIAMUserPermissions',
  encrypt: 'AllowCloudTrailToEncryptLogs',
  describe: 'AllowCloudTrailToDescribeKey',
  decrypt: 'AllowAuditAccountToDecryptLogs',
} as const;

/** The key's policy in the tightest form that KMS takes; null where none is short enough. */
export function keyPolicy(plan: SetupPlan): BuiltPolicy | null {
  return firstThatFits(KEY_POLICY_LIMIT, (form) =>
    toDocument(
      adminStatement(plan),
      encryptStatement(plan, form),
      describeStatement(plan),
      decryptStatement(plan),
    ),
  );
}

/** Without it nobody could manage the key. It lets the audit account's own IAM policies decide. */
function adminStatement(plan: SetupPlan): Statement {
  return {
    Sid: KEY_SIDS.admin,
    Effect: 'Allow',
    Principal: { AWS: rootArn(plan, plan.auditAccount) },
    Action: 'kms:*',
    Resource: '*',
  };
}

export function encryptStatement(plan: SetupPlan, form: PolicyForm): Statement {
  const contexts = form === 'accounts' ? ['*'] : plan.accounts;
  const context = { [ENCRYPTION_CONTEXT]: oneOrMany(contexts.map((account) => anyTrailOf(plan, account))) };
  const conditions = {
    trails: { StringEquals: { 'aws:SourceArn': trails(plan) }, StringLike: context },
    listed: { ...ofAnyTrail(plan), StringLike: context },
    accounts: {
      StringEquals: { 'aws:SourceAccount': oneOrMany(plan.accounts) },
      ...ofAnyTrail(plan),
      StringLike: context,
    },
  };
  return {
    Sid: KEY_SIDS.encrypt,
    Effect: 'Allow',
    Principal: { Service: CLOUDTRAIL },
    Action: 'kms:GenerateDataKey*',
    Resource: '*',
    Condition: conditions[form],
  };
}

/** CloudTrail reads the key's properties when a trail is created or changed. */
export function describeStatement(plan: SetupPlan): Statement {
  return {
    Sid: KEY_SIDS.describe,
    Effect: 'Allow',
    Principal: { Service: CLOUDTRAIL },
    Action: 'kms:DescribeKey',
    Resource: '*',
    Condition: { ArnLike: { 'aws:SourceArn': trailArn(plan, '*') } },
  };
}

/** Only what CloudTrail encrypted; who in the audit account may do so is for its IAM policies to say. */
export function decryptStatement(plan: SetupPlan): Statement {
  return {
    Sid: KEY_SIDS.decrypt,
    Effect: 'Allow',
    Principal: { AWS: rootArn(plan, plan.auditAccount) },
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: { Null: { [ENCRYPTION_CONTEXT]: 'false' } },
  };
}
