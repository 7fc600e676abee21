import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { calls, isPresent, succeeded } from '../conditions.ts';
import { byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const changed: Condition = {
  all: [calls('ec2', 'ModifyInstanceAttribute'), isPresent('requestParameters.userData'), succeeded],
};
const started: Condition = { all: [calls('ec2', 'StartInstances'), succeeded] };

const modify = {
  service: 'ec2',
  name: 'ModifyInstanceAttribute',
  params: { instanceId: 'i-0123456789abcdef0', userData: '<sensitiveDataRemoved>' },
};
const start = (minute: number, instanceId = 'i-0123456789abcdef0') => ({
  service: 'ec2',
  name: 'StartInstances',
  minute,
  params: { instancesSet: { items: [{ instanceId }] } },
});

export const userDataChanged: BuiltInRule = {
  id: 'user-data-changed',
  family: 'compute',
  name: 'User data of a machine changed and the machine started',
  severity: 'high',
  description:
    'The start script of a machine was changed, and the machine was started within the hour. The script runs as root, with the permissions of the machine’s role, without anybody signing in to it.',
  runbook: steps(
    'Read the machine’s user data now (EC2, Actions, Instance settings): what does it run?',
    'Ask the one who changed it; machines that are kept up to date by images do not need this.',
    'If nobody planned it: take the machine off the network, revoke its role’s sessions and look at their events.',
  ),
  techniques: ['T1059.009', 'T1037'],
  condition: { any: [changed, started] },
  when: {
    kind: 'sequence',
    steps: [
      { name: 'User data changed', condition: changed, atLeast: 1 },
      { name: 'Machine started', condition: started, atLeast: 1 },
    ],
    ordered: true,
    withinMinutes: 60,
  },
  // The machine: it stands in the request of both calls.
  groupBy: ['@resource'],
  quietMinutes: 240,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html'],
  fires: [[byUser(modify), byUser(start(2))]],
  quiet: [
    [byUser(modify)],
    [byUser(modify), byUser(start(90))],
    [byUser({ ...start(0) }), byUser({ ...modify, minute: 2 })],
    [byUser(modify), byUser(start(2, 'i-0fedcba9876543210'))],
    [
      byUser({
        ...modify,
        params: { instanceId: 'i-0123456789abcdef0', instanceType: { value: 'm7i.large' } },
      }),
      byUser(start(2)),
    ],
  ],
};
