import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded } from '../conditions.ts';
import { byRole, byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const run = (assignPublicIp: 'ENABLED' | 'DISABLED') => ({
  service: 'ecs',
  name: 'CreateService',
  params: {
    cluster: 'production',
    serviceName: 'orders',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0123456789abcdef0'], assignPublicIp } },
  },
});

export const taskPublic: BuiltInRule = {
  id: 'task-public',
  family: 'compute',
  name: 'Container given a public address',
  severity: 'low',
  description:
    'A task or service of ECS was started with a public address of its own. It can be reached from the Internet past the load balancer, as far as its security group lets it.',
  runbook: steps(
    'See what the task’s security group lets in.',
    'Ask the one who started it; in private subnets with NAT no task needs a public address.',
    'Set `assignPublicIp` to DISABLED, or exclude this service here with the reason.',
  ),
  techniques: ['T1133', 'T1610'],
  condition: {
    all: [
      calls('ecs', 'CreateService', 'UpdateService', 'RunTask', 'StartTask', 'CreateTaskSet'),
      equals('requestParameters.networkConfiguration.awsvpcConfiguration.assignPublicIp', 'ENABLED'),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.cluster'],
  quietMinutes: 1440,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html'],
  fires: [[byUser(run('ENABLED'))], [byRole({ ...run('ENABLED'), name: 'RunTask' })]],
  quiet: [
    [byUser(run('DISABLED'))],
    [byUser({ ...run('ENABLED'), error: 'InvalidParameterException' })],
    [byServiceRole({ ...run('ENABLED'), name: 'RunTask', role: 'AWSServiceRoleForECS', owner: 'ecs' })],
  ],
};
