import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const change = {
  service: 'ec2',
  name: 'AuthorizeSecurityGroupIngress',
  params: { groupId: 'sg-0123456789abcdef0' },
};

export const securityGroupChange: BuiltInRule = {
  id: 'cis-4.10',
  family: 'cis',
  name: 'Security group changed',
  severity: 'low',
  description:
    'A security group or one of its rules was made, changed or deleted, so other machines may now reach these, or fewer. Opening a group to the whole Internet has a rule of its own.',
  runbook: steps(
    'Read the rules in the event: which ports, for which addresses.',
    'Check that the change belongs to a deployment or a ticket.',
    'If not: revoke the rule, and look for connections in the flow logs since it was made.',
  ),
  techniques: ['T1562.007'],
  condition: {
    all: [
      calls(
        'ec2',
        'AuthorizeSecurityGroupIngress',
        'AuthorizeSecurityGroupEgress',
        'RevokeSecurityGroupIngress',
        'RevokeSecurityGroupEgress',
        'CreateSecurityGroup',
        'DeleteSecurityGroup',
        'ModifySecurityGroupRules',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 480,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-10',
  ],
  fires: [[byUser(change)], [byUser({ ...change, name: 'DeleteSecurityGroup' })]],
  quiet: [
    [byUser({ ...change, error: 'Client.UnauthorizedOperation' })],
    [byUser({ ...change, name: 'DescribeSecurityGroups', readOnly: true })],
    [byServiceRole({ ...change, role: 'AWSServiceRoleForAmazonEKS', owner: 'eks' })],
  ],
};
