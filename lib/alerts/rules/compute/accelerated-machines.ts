import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, test } from '../conditions.ts';
import { byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const run = (instanceType: string) => ({
  service: 'ec2',
  name: 'RunInstances',
  params: {
    instanceType,
    instancesSet: { items: [{ imageId: 'ami-0123456789abcdef0', minCount: 1, maxCount: 10 }] },
  },
});

/** Tried is enough: refusals and limits are what a thief of computing time meets first. */
export const acceleratedMachines: BuiltInRule = {
  id: 'accelerated-machines',
  family: 'compute',
  name: 'Machines with accelerators started, or tried',
  severity: 'medium',
  description:
    'Somebody started machines with graphics processors or other accelerators, or tried to. They are the dearest there are, and the first thing that is started with stolen credentials.',
  runbook: steps(
    'Does this identity train models or render? Then exclude it here, with the reason.',
    'See the region, the number and the key pair in the event; ask the one who called.',
    'If nobody planned it: terminate the machines, disable the credentials, and look for more in other regions.',
  ),
  techniques: ['T1496.001', 'T1578.002'],
  condition: {
    all: [
      calls('ec2', 'RunInstances', 'RequestSpotInstances'),
      {
        any: ['requestParameters.instanceType', 'requestParameters.launchSpecification.instanceType'].map(
          (field) =>
            test(
              field,
              'regex',
              '^(p[2-9]|g[3-9]|gr[6-9]|trn[1-9]|inf[1-9]|dl[1-9]|vt[1-9]|f[12])[a-z0-9-]*[.]',
            ),
        ),
      },
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html'],
  fires: [
    [byUser(run('p4d.24xlarge'))],
    [byUser({ ...run('g5.xlarge'), error: 'Client.InstanceLimitExceeded' })],
    [byUser({ ...run('trn1n.32xlarge'), error: 'Client.UnauthorizedOperation' })],
  ],
  quiet: [
    [byUser(run('m7i.large'))],
    [byUser({ ...run('p4d.24xlarge'), name: 'DescribeInstanceTypes', readOnly: true })],
    [byServiceRole({ ...run('g5.xlarge'), role: 'AWSServiceRoleForAutoScaling', owner: 'autoscaling' })],
  ],
};
