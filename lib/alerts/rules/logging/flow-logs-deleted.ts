import type { BuiltInRule } from '../../rule-model.ts';
import { calls, succeeded } from '../conditions.ts';
import { byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const remove = {
  service: 'ec2',
  name: 'DeleteFlowLogs',
  params: { DeleteFlowLogsRequest: { FlowLogId: { content: 'fl-0123456789abcdef0', tag: 1 } } },
};

export const flowLogsDeleted: BuiltInRule = {
  id: 'flow-logs-deleted',
  family: 'logging',
  name: 'VPC flow logs deleted',
  severity: 'high',
  description:
    'Flow logs of a network were deleted, so its connections are recorded no longer. Whoever takes data out by the network would want exactly that.',
  runbook: steps(
    'Find out which VPC, subnet or interface the flow log belonged to, and make it again.',
    'Check that the network itself was not deleted with it, as part of a planned change.',
    'If nobody planned it: look at the same identity’s other calls, and at the traffic by other means (load balancer and DNS logs).',
  ),
  techniques: ['T1562.008'],
  condition: { all: [calls('ec2', 'DeleteFlowLogs'), succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html'],
  fires: [[byUser(remove)]],
  quiet: [
    [byUser({ ...remove, error: 'Client.UnauthorizedOperation' })],
    [byUser({ ...remove, name: 'CreateFlowLogs' })],
  ],
};
