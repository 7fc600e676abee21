import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const change = { service: 'ec2', name: 'CreateNetworkAcl', params: { vpcId: 'vpc-0123456789abcdef0' } };

export const networkAclChange: BuiltInRule = {
  id: 'cis-4.11',
  family: 'cis',
  name: 'Network ACL changed',
  severity: 'low',
  description:
    'A network ACL, one of its entries or its place on a subnet was changed. It decides for a whole subnet what may come in and go out.',
  runbook: steps(
    'Read the entry in the event: number, addresses, ports, allow or deny.',
    'Check that the change belongs to a deployment or a ticket.',
    'If not: put the earlier entry back, and look at the subnet’s flow logs since.',
  ),
  techniques: ['T1562.007'],
  condition: {
    all: [
      calls(
        'ec2',
        'CreateNetworkAcl',
        'CreateNetworkAclEntry',
        'DeleteNetworkAcl',
        'DeleteNetworkAclEntry',
        'ReplaceNetworkAclEntry',
        'ReplaceNetworkAclAssociation',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 480,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-11',
  ],
  fires: [[byUser(change)], [byUser({ ...change, name: 'DeleteNetworkAclEntry' })]],
  quiet: [
    [byUser({ ...change, error: 'Client.UnauthorizedOperation' })],
    [byUser({ ...change, name: 'DescribeNetworkAcls', readOnly: true })],
    [byServiceRole({ ...change, role: 'AWSServiceRoleForFMS', owner: 'fms' })],
  ],
};
