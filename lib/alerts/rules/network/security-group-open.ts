import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded, test } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

/** A range of no fixed bits is every address, however its first part is written. */
const everywhere = (...fields: string[]): Condition => ({
  any: fields.map((field) => test(field, 'endsWith', '/0')),
});
/** Web sites are open to everyone by their nature: these two ports, each alone. */
const notTheWeb = (from: string, to: string): Condition => ({
  not: { any: [80, 443].map((port) => ({ all: [equals(from, port), equals(to, port)] })) },
});

const inItems: Condition = {
  within: 'requestParameters.ipPermissions.items[]',
  has: {
    all: [
      everywhere('ipRanges.items[].cidrIp', 'ipv6Ranges.items[].cidrIpv6'),
      notTheWeb('fromPort', 'toPort'),
    ],
  },
};
/** One rule alone may stand in the request itself. */
const alone: Condition = {
  all: [
    everywhere('requestParameters.cidrIp'),
    notTheWeb('requestParameters.fromPort', 'requestParameters.toPort'),
  ],
};
const changed: Condition = {
  within: 'requestParameters.ModifySecurityGroupRulesRequest.SecurityGroupRule[].SecurityGroupRule',
  has: { all: [everywhere('CidrIpv4', 'CidrIpv6'), notTheWeb('FromPort', 'ToPort')] },
};

const authorize = (port: number, cidrIp: string) => ({
  service: 'ec2',
  name: 'AuthorizeSecurityGroupIngress',
  params: {
    groupId: 'sg-0123456789abcdef0',
    ipPermissions: {
      items: [{ ipProtocol: 'tcp', fromPort: port, toPort: port, ipRanges: { items: [{ cidrIp }] } }],
    },
  },
});

export const securityGroupOpen: BuiltInRule = {
  id: 'security-group-open',
  family: 'network',
  name: 'Security group opened to the Internet',
  severity: 'high',
  description:
    'A security group now lets every address of the Internet in, on other ports than those of the web (80 and 443). Open ports of administration and databases are found and tried within minutes.',
  runbook: steps(
    'See in the event which ports were opened and which machines are in the group.',
    'Revoke the rule, or narrow it to the addresses that need it; for administration use Session Manager.',
    'Look at the flow logs and at the machines’ own logs for connections since it was opened.',
  ),
  techniques: ['T1562.007', 'T1133'],
  condition: {
    all: [
      {
        any: [
          { all: [calls('ec2', 'AuthorizeSecurityGroupIngress'), { any: [inItems, alone] }] },
          { all: [calls('ec2', 'ModifySecurityGroupRules'), changed] },
        ],
      },
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.groupId'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  fires: [
    [byUser(authorize(22, '0.0.0.0/0'))],
    [
      byUser({
        ...authorize(22, ''),
        params: {
          ipPermissions: {
            items: [
              { fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } },
              { ipProtocol: '-1', ipRanges: {}, ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } },
            ],
          },
        },
      }),
    ],
    [
      byUser({
        ...authorize(22, ''),
        params: { cidrIp: '0.0.0.0/0', fromPort: 3389, toPort: 3389, ipProtocol: 'tcp', ipPermissions: {} },
      }),
    ],
    [
      byUser({
        service: 'ec2',
        name: 'ModifySecurityGroupRules',
        params: {
          ModifySecurityGroupRulesRequest: {
            GroupId: 'sg-0123456789abcdef0',
            SecurityGroupRule: {
              SecurityGroupRuleId: 'sgr-0123456789abcdef0',
              SecurityGroupRule: { CidrIpv4: '0.0.0.0/0', FromPort: 5432, ToPort: 5432, IpProtocol: 'tcp' },
              tag: 1,
            },
          },
        },
      }),
    ],
  ],
  quiet: [
    [byUser(authorize(443, '0.0.0.0/0'))],
    [byUser(authorize(22, '10.0.0.0/8'))],
    [byUser({ ...authorize(22, '0.0.0.0/0'), error: 'Client.InvalidPermission.Duplicate' })],
    [byUser({ ...authorize(22, '0.0.0.0/0'), name: 'RevokeSecurityGroupIngress' })],
    [byServiceRole({ ...authorize(22, '0.0.0.0/0'), role: 'AWSServiceRoleForAmazonEKS', owner: 'eks' })],
  ],
};
