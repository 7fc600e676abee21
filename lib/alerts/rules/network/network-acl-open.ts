import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded, test } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const create = (params: Record<string, unknown>) => ({
  service: 'ec2',
  name: 'CreateNetworkAclEntry',
  params: {
    networkAclId: 'acl-0123456789abcdef0',
    ruleNumber: 100,
    egress: false,
    ruleAction: 'allow',
    aclProtocol: '-1',
    cidrBlock: '0.0.0.0/0',
    ...params,
  },
});

export const networkAclOpen: BuiltInRule = {
  id: 'network-acl-open',
  family: 'network',
  name: 'Network ACL lets everything in',
  severity: 'medium',
  description:
    'An entry of a network ACL now allows all traffic from every address into its subnets. Only the machines’ security groups still stand between them and the Internet.',
  runbook: steps(
    'Which subnets use this ACL, and do they have a route to the Internet? A VPC’s default ACL has such an entry from the start.',
    'Ask the one who made the entry; remove it or narrow it to the ports that are needed.',
    'Look at the flow logs of those subnets since.',
  ),
  techniques: ['T1562.007'],
  condition: {
    all: [
      calls('ec2', 'CreateNetworkAclEntry', 'ReplaceNetworkAclEntry'),
      equals('requestParameters.ruleAction', 'allow'),
      equals('requestParameters.egress', false),
      equals('requestParameters.aclProtocol', '-1', -1),
      {
        any: [
          test('requestParameters.cidrBlock', 'endsWith', '/0'),
          test('requestParameters.ipv6CidrBlock', 'endsWith', '/0'),
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.networkAclId'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html'],
  fires: [[byUser(create({}))], [byUser(create({ cidrBlock: undefined, ipv6CidrBlock: '::/0' }))]],
  quiet: [
    [byUser(create({ ruleAction: 'deny' }))],
    [byUser(create({ egress: true }))],
    [byUser(create({ aclProtocol: '6', portRange: { from: 443, to: 443 } }))],
    [byUser(create({ cidrBlock: '10.0.0.0/16' }))],
    [byUser({ ...create({}), error: 'Client.UnauthorizedOperation' })],
    [byServiceRole({ ...create({}), role: 'AWSServiceRoleForFMS', owner: 'fms' })],
  ],
};
