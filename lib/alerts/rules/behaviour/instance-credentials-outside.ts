import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { byAwsItself, equals, isPresent, test, throughAwsService } from '../conditions.ts';
import { byRole, bySsoPerson } from '../sample-record.ts';
import { steps } from '../steps.ts';
import { AMAZON_RANGES } from './amazon-ranges.ts';

/** Sessions that AWS gives to machines and functions; those of machines bear the machine's id. */
const ofMachine: Condition = {
  all: [
    equals('@identityType', 'AssumedRole'),
    {
      any: [
        test('@session', 'regex', '^i-[0-9a-f]{8,17}$'),
        isPresent('userIdentity.sessionContext.ec2RoleDelivery'),
        equals('userIdentity.inScopeOf.issuerType', 'AWS::EC2::Instance', 'AWS::Lambda::Function'),
      ],
    },
  ],
};

/** Private and link-local networks, and addresses kept for documentation, which sample data uses. */
const NOT_ON_THE_INTERNET = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '2001:db8::/32',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];

const call = { service: 'sts', name: 'GetCallerIdentity', readOnly: true };
const machine = { role: 'web', session: 'i-0123456789abcdef0' };

/** Names no event: stolen credentials may be used for anything. */
export const instanceCredentialsOutside: BuiltInRule = {
  id: 'instance-credentials-outside',
  family: 'behaviour',
  name: 'Credentials of a machine or function used from outside AWS',
  severity: 'high',
  description:
    'Credentials that AWS gave to an EC2 machine or a Lambda function were used from an address that is not AWS’s. They leave a machine only when somebody takes them, by a flaw of a web application for example.',
  runbook: steps(
    'Does the machine reach the Internet through your own data centre or a proxy? Then exclude those addresses here, with the reason.',
    'If not: revoke the role’s sessions at once (IAM, role, Revoke sessions) and take the machine off the network.',
    'Follow what was done with the credentials from that address, then find how they were taken; require IMDSv2.',
  ),
  techniques: ['T1552.005', 'T1078.004'],
  condition: {
    all: [
      ofMachine,
      test('@ip', 'cidr', '0.0.0.0/0', '::/0'),
      { not: test('@ip', 'cidr', ...NOT_ON_THE_INTERNET, ...AMAZON_RANGES) },
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', '@session'],
  quietMinutes: 240,
  exclusions: [byAwsItself, throughAwsService],
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  ],
  fires: [
    [byRole({ ...call, ...machine, ip: '198.18.0.7' })],
    [byRole({ ...call, session: 'orders', context: { ec2RoleDelivery: '2.0' }, ip: '2001:2::7' })],
  ],
  quiet: [
    [byRole({ ...call, ...machine, ip: '203.0.113.10' })],
    // Addresses of AWS in Frankfurt, of a private network, and of a service.
    [byRole({ ...call, ...machine, ip: '3.64.0.10' })],
    [byRole({ ...call, ...machine, ip: '10.0.3.7' })],
    [byRole({ ...call, ...machine, ip: 'AWS Internal' })],
    [byRole({ ...call, role: 'deploy', session: 'run-4711' })],
    [bySsoPerson(call)],
    [byRole({ ...call, ...machine, invokedBy: 'ssm.amazonaws.com', ip: '198.18.0.7' })],
    [
      byRole({
        ...call,
        session: machine.session,
        role: 'aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM',
        ip: '198.18.0.7',
      }),
    ],
  ],
};
