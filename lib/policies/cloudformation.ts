import { bucketPolicy } from './bucket-policy.ts';
import { collectorStatements } from './collector-policy.ts';
import { keyPolicy } from './key-policy.ts';
import type { PolicyDocument } from './policy-document.ts';
import { setupNames } from './setup-names.ts';
import { NEW_KEY_ARN, type SetupPlan } from './setup-plan.ts';
import { Tagged, writeYaml, type YamlObject } from './yaml.ts';

const VERSION = { AWSTemplateFormatVersion: '2010-09-09' };
/** Logs must not go with a stack. */
const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const KEY = new Tagged('!GetAtt', 'TrailKey.Arn');

/** The audit account as a CloudFormation template: bucket, its policy, the key, and the policy that the collector needs. */
export function auditTemplate(plan: SetupPlan): string {
  return writeYaml({
    ...VERSION,
    Description: 'CloudTrail logs of many accounts in one bucket',
    Resources: {
      TrailBucket: {
        Type: 'AWS::S3::Bucket',
        ...KEPT,
        Properties: {
          BucketName: plan.bucket,
          VersioningConfiguration: { Status: 'Enabled' },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      },
      TrailBucketPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: new Tagged('!Ref', 'TrailBucket'),
          PolicyDocument: asYaml(bucketPolicy(plan)?.document),
        },
      },
      ...(plan.key === 'new' ? keyResources(plan) : {}),
      CollectorPolicy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { ManagedPolicyName: setupNames(plan).readPolicy, PolicyDocument: collectorPolicy(plan) },
      },
    },
    Outputs: {
      ...(plan.key === 'new' ? { KeyArn: { Value: KEY } } : {}),
      CollectorPolicyArn: { Value: new Tagged('!Ref', 'CollectorPolicy') },
    },
  });
}

function keyResources(plan: SetupPlan): YamlObject {
  return {
    TrailKey: {
      Type: 'AWS::KMS::Key',
      ...KEPT,
      Properties: {
        Description: 'CloudTrail logs',
        EnableKeyRotation: true,
        KeyPolicy: asYaml(keyPolicy(plan)?.document),
      },
    },
    TrailKeyAlias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: setupNames(plan).keyAlias, TargetKeyId: new Tagged('!Ref', 'TrailKey') },
    },
  };
}

/** A member account as a CloudFormation template: its trail. The same in each, so a StackSet can carry it to all of them. */
export function memberTemplate(plan: SetupPlan): string {
  const made = plan.key === 'new';
  const key: YamlObject =
    plan.key === null ? {} : { KMSKeyId: plan.key === 'new' ? new Tagged('!Ref', 'KeyArn') : plan.key.arn };
  return writeYaml({
    ...VERSION,
    Description: `The trail of an account into ${plan.bucket}`,
    ...(made
      ? { Parameters: { KeyArn: { Type: 'String', Description: 'The key that the audit account made' } } }
      : {}),
    Resources: {
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: {
          TrailName: plan.trailName,
          S3BucketName: plan.bucket,
          ...(plan.prefix === '' ? {} : { S3KeyPrefix: plan.prefix.slice(0, -1) }),
          ...key,
          IsLogging: true,
          IsMultiRegionTrail: true,
          IncludeGlobalServiceEvents: true,
          EnableLogFileValidation: true,
          EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }],
        },
      },
    },
  });
}

function asYaml(document: PolicyDocument | undefined): YamlObject {
  return { Version: '2012-10-17', Statement: document?.Statement ?? [] };
}

function collectorPolicy(plan: SetupPlan): YamlObject {
  return {
    Version: '2012-10-17',
    Statement: collectorStatements(plan).map((statement) => ({
      ...statement,
      ...(statement.Resource === NEW_KEY_ARN ? { Resource: KEY } : {}),
    })),
  };
}
