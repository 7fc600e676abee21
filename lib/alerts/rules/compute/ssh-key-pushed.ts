import type { BuiltInRule } from '../../rule-model.ts';
import { calls, doneOrDenied } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const push = {
  service: 'ec2-instance-connect',
  name: 'SendSSHPublicKey',
  params: { instanceId: 'i-0123456789abcdef0', instanceOSUser: 'ec2-user' },
};

export const sshKeyPushed: BuiltInRule = {
  id: 'ssh-key-pushed',
  family: 'compute',
  name: 'Key pushed to a machine, or its serial console opened',
  severity: 'medium',
  description:
    'Somebody pushed an SSH key to a machine by EC2 Instance Connect, used or enabled the serial console, or was refused it. With it they sign in to the machine for a minute, past its own keys and, by the console, past its network rules.',
  runbook: steps(
    'Ask the one who called. Does your organisation use Instance Connect at all?',
    'Look at the machine’s own log for the sign-in, and at what its role did since.',
    'If nobody planned it: disable the credentials, take the machine off the network, and disable the serial console for the account.',
  ),
  techniques: ['T1021.008', 'T1098.004'],
  condition: {
    all: [
      {
        any: [
          calls('ec2-instance-connect', 'SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey'),
          calls('ec2', 'EnableSerialConsoleAccess'),
        ],
      },
      doneOrDenied,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-linux-inst-eic.html'],
  fires: [
    [byUser(push)],
    [byUser({ ...push, name: 'SendSerialConsoleSSHPublicKey', error: 'AccessDeniedException' })],
    [byRole({ service: 'ec2', name: 'EnableSerialConsoleAccess' })],
  ],
  quiet: [
    [byUser({ ...push, error: 'EC2InstanceNotFoundException' })],
    [byRole({ service: 'ec2', name: 'GetSerialConsoleAccessStatus', readOnly: true })],
  ],
};
