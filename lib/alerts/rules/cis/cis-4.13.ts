import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const change = {
  service: 'ec2',
  name: 'CreateRoute',
  params: { routeTableId: 'rtb-0123456789abcdef0', destinationCidrBlock: '0.0.0.0/0' },
};

export const routeTableChange: BuiltInRule = {
  id: 'cis-4.13',
  family: 'cis',
  name: 'Route table changed',
  severity: 'low',
  description:
    'A route table, one of its routes or its place on a subnet was changed. Traffic of that subnet may now take another way, past a firewall for example.',
  runbook: steps(
    'Read the route in the event: for which addresses, and where it leads now.',
    'Check that the change belongs to a deployment or a ticket.',
    'If not: put the earlier route back, and look at the subnet’s flow logs since.',
  ),
  techniques: ['T1562.007', 'T1557'],
  condition: {
    all: [
      calls(
        'ec2',
        'CreateRoute',
        'CreateRouteTable',
        'ReplaceRoute',
        'ReplaceRouteTableAssociation',
        'DeleteRoute',
        'DeleteRouteTable',
        'DisassociateRouteTable',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 480,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-13',
  ],
  fires: [[byUser(change)], [byUser({ ...change, name: 'DisassociateRouteTable' })]],
  quiet: [
    [byUser({ ...change, error: 'Client.UnauthorizedOperation' })],
    [byUser({ ...change, name: 'DescribeRouteTables', readOnly: true })],
    [byServiceRole({ ...change, role: 'AWSServiceRoleForVPCTransitGateway', owner: 'transitgateway' })],
  ],
};
