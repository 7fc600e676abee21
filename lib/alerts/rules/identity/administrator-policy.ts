import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded, test } from '../conditions.ts';
import { allowing, byRole, byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const attached: Condition = {
  any: [
    {
      all: [
        calls('iam', 'AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy'),
        test('requestParameters.policyArn', 'endsWith', ':iam::aws:policy/AdministratorAccess'),
      ],
    },
    {
      all: [
        calls('sso', 'AttachManagedPolicyToPermissionSet'),
        test('requestParameters.managedPolicyArn', 'endsWith', ':iam::aws:policy/AdministratorAccess'),
      ],
    },
  ],
};

const written: Condition = {
  all: [
    calls('iam', 'PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy', 'CreatePolicy', 'CreatePolicyVersion'),
    {
      within: 'requestParameters.policyDocument.Statement[]',
      has: { all: [equals('Effect', 'Allow'), equals('Action', '*', '*:*'), equals('Resource', '*')] },
    },
  ],
};

const attach = {
  service: 'iam',
  name: 'AttachUserPolicy',
  region: 'us-east-1',
  params: { userName: 'backup-sync', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
};
const write = (policyDocument: string) => ({
  service: 'iam',
  name: 'PutRolePolicy',
  region: 'us-east-1',
  params: { roleName: 'reports', policyName: 'inline', policyDocument },
});

export const administratorPolicy: BuiltInRule = {
  id: 'administrator-policy',
  family: 'identity',
  name: 'Somebody was made an administrator',
  severity: 'high',
  description:
    'The policy AdministratorAccess was attached, or a policy written that allows every action on everything. Whoever has it can do anything in the account, and hide it.',
  runbook: steps(
    'See who got it: the user, role, group or permission set named in the event.',
    'Ask the one who gave it. An administrator is made rarely, and somebody should be able to say why.',
    'If nobody can: detach or rewrite the policy at once, then look at what the new administrator did, above all new users, keys and roles.',
  ),
  techniques: ['T1098.003'],
  condition: { all: [{ any: [attached, written] }, succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html'],
  fires: [
    [byUser(attach)],
    [byUser(write(allowing({ Action: '*', Resource: '*' })))],
    [byRole(write(allowing({ Action: ['s3:GetObject', '*'], Resource: ['*'] })))],
    [
      byRole(
        write(encodeURIComponent('{ "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }')),
      ),
    ],
    [
      byRole({
        service: 'sso',
        name: 'AttachManagedPolicyToPermissionSet',
        params: { managedPolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      }),
    ],
  ],
  quiet: [
    [byUser({ ...attach, error: 'AccessDenied' })],
    [byUser({ ...attach, params: { policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } })],
    [byUser(write(allowing({ Action: 's3:*', Resource: '*' })))],
    [
      byUser(
        write(
          JSON.stringify({
            Statement: [
              { Effect: 'Deny', Action: '*', Resource: '*' },
              { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
            ],
          }),
        ),
      ),
    ],
    [byServiceRole({ ...attach, name: 'AttachRolePolicy', role: 'AWSServiceRoleForSSO', owner: 'sso' })],
  ],
};
