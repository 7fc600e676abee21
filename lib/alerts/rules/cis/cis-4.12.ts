import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const change = {
  service: 'ec2',
  name: 'CreateCustomerGateway',
  params: { internetGatewayId: 'igw-0123456789abcdef0' },
};

export const gatewayChange: BuiltInRule = {
  id: 'cis-4.12',
  family: 'cis',
  name: 'Network gateway changed',
  severity: 'low',
  description:
    'A gateway to the Internet or to another network was made, attached, detached or deleted. A new one is a way in and out that was not there before.',
  runbook: steps(
    'See which VPC the gateway belongs to, and which of its route tables lead to it.',
    'Check that the change belongs to a deployment or a ticket.',
    'If not: detach it and look at the flow logs of the VPC since.',
  ),
  techniques: ['T1562.007'],
  condition: {
    all: [
      calls(
        'ec2',
        'CreateCustomerGateway',
        'DeleteCustomerGateway',
        'CreateInternetGateway',
        'DeleteInternetGateway',
        'AttachInternetGateway',
        'DetachInternetGateway',
        'CreateNatGateway',
        'DeleteNatGateway',
      ),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 480,
  exclusions: [byAwsItself],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-12',
  ],
  fires: [[byUser(change)], [byUser({ ...change, name: 'AttachInternetGateway' })]],
  quiet: [
    [byUser({ ...change, error: 'Client.UnauthorizedOperation' })],
    [byUser({ ...change, name: 'DescribeInternetGateways', readOnly: true })],
    [byServiceRole({ ...change, role: 'AWSServiceRoleForFMS', owner: 'fms' })],
  ],
};
