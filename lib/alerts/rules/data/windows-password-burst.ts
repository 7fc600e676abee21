import type { BuiltInRule } from '../../rule-model.ts';
import { calls, doneOrDenied } from '../conditions.ts';
import { byRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const read = (minute: number, instance: number) => ({
  service: 'ec2',
  name: 'GetPasswordData',
  readOnly: true,
  minute,
  params: { instanceId: `i-0123456789abcde${String(instance).padStart(2, '0')}` },
});

export const windowsPasswordBurst: BuiltInRule = {
  id: 'windows-password-burst',
  family: 'data',
  name: 'Burst of Windows password reads',
  severity: 'high',
  description:
    'An identity asked for the administrator password of five Windows machines or more within ten minutes, with or without success. One machine at a time is help for somebody; many are a collection.',
  runbook: steps(
    'Ask the one who called. The passwords are encrypted with the machine’s key pair: who has its private key?',
    'If nobody can say: disable the credentials and change the administrators’ passwords on those machines.',
    'Look for sign-ins by RDP since, in the machines’ own logs.',
  ),
  techniques: ['T1555', 'T1552.005'],
  condition: { all: [calls('ec2', 'GetPasswordData'), doneOrDenied] },
  when: { kind: 'threshold', atLeast: 5, distinct: 'requestParameters.instanceId', withinMinutes: 10 },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetPasswordData.html'],
  fires: [
    repeated(5, 1, (minute, i) => byUser(read(minute, i))),
    repeated(5, 1, (minute, i) => byRole({ ...read(minute, i), error: 'Client.UnauthorizedOperation' })),
  ],
  quiet: [
    repeated(4, 1, (minute, i) => byUser(read(minute, i))),
    repeated(9, 1, (minute) => byUser(read(minute, 1))),
    repeated(5, 1, (minute, i) => byUser({ ...read(minute, i), error: 'Client.InvalidInstanceID.NotFound' })),
  ],
};
