import { type IamStatement, iamStatements } from './iam-policy.ts';
import { bucketArn, keyArn, type SetupPlan } from './setup-plan.ts';

/** What the collector's user or role needs: to read the files, and the two policies, so that they can be checked. */
export function collectorStatements(plan: SetupPlan): IamStatement[] {
  const key = keyArn(plan);
  const check: IamStatement[] = [
    { Sid: 'CheckBucketPolicy', Effect: 'Allow', Action: 's3:GetBucketPolicy', Resource: bucketArn(plan) },
  ];
  if (key !== null)
    check.push({
      Sid: 'CheckKeyPolicy',
      Effect: 'Allow',
      Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'],
      Resource: key,
    });
  return [...iamStatements(plan, { keyArn: key, broad: false }), ...check];
}
