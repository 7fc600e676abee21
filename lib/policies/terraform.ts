import { bucketPolicy } from './bucket-policy.ts';
import { collectorStatements } from './collector-policy.ts';
import { type Block, Expression, type HclObject, jsonEncode, writeHcl } from './hcl.ts';
import { keyPolicy } from './key-policy.ts';
import type { PolicyDocument } from './policy-document.ts';
import { setupNames } from './setup-names.ts';
import { NEW_KEY_ARN, type SetupPlan } from './setup-plan.ts';

/** The audit account in Terraform: bucket, its policy, the key, and the policy that the collector needs. */
export function auditTerraform(plan: SetupPlan): string {
  const { terraform, readPolicy } = setupNames(plan);
  const trails = `trails_${terraform}`;
  const bucket = new Expression(`aws_s3_bucket.${trails}.id`);
  return writeHcl([
    { head: `resource "aws_s3_bucket" "${trails}"`, attributes: { bucket: plan.bucket } },
    {
      head: `resource "aws_s3_bucket_public_access_block" "${trails}"`,
      attributes: {
        bucket,
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    },
    {
      head: `resource "aws_s3_bucket_versioning" "${trails}"`,
      attributes: { bucket },
      blocks: [{ head: 'versioning_configuration', attributes: { status: 'Enabled' } }],
    },
    {
      head: `resource "aws_s3_bucket_policy" "${trails}"`,
      attributes: { bucket, policy: policy(bucketPolicy(plan)?.document) },
    },
    ...(plan.key === 'new' ? keyBlocks(plan) : []),
    {
      head: `resource "aws_iam_policy" "trailkeep_${terraform}"`,
      attributes: { name: readPolicy, policy: collectorPolicy(plan) },
    },
    ...(plan.key === 'new'
      ? [{ head: `output "key_arn_${terraform}"`, attributes: { value: keyOf(plan, 'arn') } }]
      : []),
  ]);
}

/** An attribute of the key that is made. */
function keyOf(plan: SetupPlan, attribute: 'arn' | 'key_id'): Expression {
  return new Expression(`aws_kms_key.trails_${setupNames(plan).terraform}.${attribute}`);
}

function keyBlocks(plan: SetupPlan): Block[] {
  const { terraform, keyAlias } = setupNames(plan);
  return [
    {
      head: `resource "aws_kms_key" "trails_${terraform}"`,
      attributes: {
        description: 'CloudTrail logs',
        enable_key_rotation: true,
        policy: policy(keyPolicy(plan)?.document),
      },
    },
    {
      head: `resource "aws_kms_alias" "trails_${terraform}"`,
      attributes: {
        name: keyAlias,
        target_key_id: keyOf(plan, 'key_id'),
      },
    },
  ];
}

/** A member account in Terraform: its trail. */
export function memberTerraform(plan: SetupPlan): string {
  const { terraform } = setupNames(plan);
  const key: HclObject =
    plan.key === null
      ? {}
      : { kms_key_id: plan.key === 'new' ? new Expression(`var.key_arn_${terraform}`) : plan.key.arn };
  const variable: Block = {
    head: `variable "key_arn_${terraform}"`,
    attributes: { description: 'The key that the audit account made', type: new Expression('string') },
  };
  return writeHcl([
    ...(plan.key === 'new' ? [variable] : []),
    {
      head: `resource "aws_cloudtrail" "trail_${terraform}"`,
      attributes: {
        name: plan.trailName,
        s3_bucket_name: plan.bucket,
        ...(plan.prefix === '' ? {} : { s3_key_prefix: plan.prefix.slice(0, -1) }),
        ...key,
        is_multi_region_trail: true,
        include_global_service_events: true,
        enable_log_file_validation: true,
        enable_logging: true,
      },
      blocks: [
        { head: 'event_selector', attributes: { read_write_type: 'All', include_management_events: true } },
      ],
    },
  ]);
}

function policy(document: PolicyDocument | undefined): Expression {
  return jsonEncode({ Version: '2012-10-17', Statement: document?.Statement ?? [] }, '  ');
}

function collectorPolicy(plan: SetupPlan): Expression {
  const statements = collectorStatements(plan).map((statement) =>
    statement.Resource === NEW_KEY_ARN ? { ...statement, Resource: keyOf(plan, 'arn') } : statement,
  );
  return jsonEncode(
    { Version: '2012-10-17', Statement: statements.map((statement) => ({ ...statement })) },
    '  ',
  );
}
