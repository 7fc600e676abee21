import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { allowing, byRole, byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const attach = {
  service: 'iam',
  name: 'AttachRolePolicy',
  params: { roleName: 'reports', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
};

export const iamPolicyChange: BuiltInRule = {
  id: 'cis-4.4',
  family: 'cis',
  name: 'IAM policy changed',
  severity: 'low',
  description:
    'A policy of a user, group or role was written, attached, detached or deleted, so somebody may now do more or less than before. Policies that make administrators have a rule of their own.',
  runbook: steps(
    'Read the policy in the event and say in a sentence what it allows that was not allowed before.',
    'Check that the change belongs to a deployment or a ticket.',
    'If not: put the earlier version back (`SetDefaultPolicyVersion`, or detach), then look at what the identity did with it.',
  ),
  techniques: ['T1098.003'],
  condition: {
    all: [
      calls(
        'iam',
        'PutGroupPolicy',
        'PutRolePolicy',
        'PutUserPolicy',
        'DeleteGroupPolicy',
        'DeleteRolePolicy',
        'DeleteUserPolicy',
        'CreatePolicy',
        'DeletePolicy',
        'CreatePolicyVersion',
        'DeletePolicyVersion',
        'SetDefaultPolicyVersion',
        'AttachRolePolicy',
        'DetachRolePolicy',
        'AttachUserPolicy',
        'DetachUserPolicy',
        'AttachGroupPolicy',
        'DetachGroupPolicy',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 480,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-4',
  ],
  fires: [
    [byUser(attach)],
    [
      byRole({
        service: 'iam',
        name: 'PutUserPolicy',
        params: {
          userName: 'alice',
          policyName: 'inline',
          policyDocument: allowing({ Action: 's3:GetObject', Resource: '*' }),
        },
      }),
    ],
  ],
  quiet: [
    [byUser({ ...attach, error: 'AccessDenied' })],
    [byServiceRole({ ...attach, role: 'AWSServiceRoleForConfig', owner: 'config' })],
    [byUser({ service: 'iam', name: 'GetRolePolicy', readOnly: true })],
  ],
};
