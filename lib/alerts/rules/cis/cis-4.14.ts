import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const change = { service: 'ec2', name: 'CreateVpc', params: { vpcId: 'vpc-0123456789abcdef0' } };

export const vpcChange: BuiltInRule = {
  id: 'cis-4.14',
  family: 'cis',
  name: 'VPC changed',
  severity: 'low',
  description:
    'A VPC was made, changed or deleted, or joined to another network by peering. Peering with an unknown account opens the inner network to it.',
  runbook: steps(
    'For peering: whose is the other account (`peerOwnerId`), and is it one of yours?',
    'Check that the change belongs to a deployment or a ticket.',
    'If not: delete the peering connection, and look at the flow logs since.',
  ),
  techniques: ['T1562.007', 'T1599'],
  condition: {
    all: [
      calls(
        'ec2',
        'CreateVpc',
        'DeleteVpc',
        'ModifyVpcAttribute',
        'CreateVpcPeeringConnection',
        'AcceptVpcPeeringConnection',
        'RejectVpcPeeringConnection',
        'DeleteVpcPeeringConnection',
        'AttachClassicLinkVpc',
        'DetachClassicLinkVpc',
        'EnableVpcClassicLink',
        'DisableVpcClassicLink',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 480,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-14',
  ],
  fires: [[byUser(change)], [byUser({ ...change, name: 'AcceptVpcPeeringConnection' })]],
  quiet: [
    [byUser({ ...change, error: 'Client.UnauthorizedOperation' })],
    [byUser({ ...change, name: 'DescribeVpcs', readOnly: true })],
    [byServiceRole({ ...change, role: 'AWSServiceRoleForFMS', owner: 'fms' })],
  ],
};
