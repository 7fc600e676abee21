import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, doneOrDenied, throughAwsService } from '../conditions.ts';
import { byRole, bySsoPerson, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const send = {
  service: 'ssm',
  name: 'SendCommand',
  params: {
    documentName: 'AWS-RunShellScript',
    instanceIds: ['i-0123456789abcdef0'],
    parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
  },
};

export const machineCommand: BuiltInRule = {
  id: 'machine-command',
  family: 'compute',
  name: 'Command or session on a machine by Systems Manager',
  severity: 'low',
  description:
    'Somebody ran a command on machines, or opened a shell on one, by way of Systems Manager, or was refused it. It is the usual way to administer machines, and as handy for whoever stole credentials.',
  runbook: steps(
    'Does this identity administer machines? Then exclude it here, with the reason.',
    'Read what was run: Systems Manager keeps commands for 30 days (Run Command, Command history) and sessions in Session Manager’s history.',
    'If nobody planned it: take the machine off the network, and look at what its role did since.',
  ),
  techniques: ['T1651', 'T1021.007'],
  condition: { all: [calls('ssm', 'SendCommand', 'StartSession', 'ResumeSession'), doneOrDenied] },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 480,
  exclusions: [byAwsItself, throughAwsService],
  references: [
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-cloudtrail-logs.html',
  ],
  fires: [
    [byUser(send)],
    [bySsoPerson({ service: 'ssm', name: 'StartSession', params: { target: 'i-0123456789abcdef0' } })],
    [byUser({ ...send, error: 'AccessDeniedException' })],
  ],
  quiet: [
    [byUser({ ...send, error: 'InvalidInstanceId' })],
    [byUser({ ...send, name: 'TerminateSession' })],
    [byRole({ ...send, role: 'aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM' })],
    [byRole({ ...send, invokedBy: 'backup.amazonaws.com' })],
  ],
};
