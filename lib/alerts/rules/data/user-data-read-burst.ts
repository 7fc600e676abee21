import type { BuiltInRule } from '../../rule-model.ts';
import { calls, doneOrDenied, equals } from '../conditions.ts';
import { byRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const read = (minute: number, instance: number) => ({
  service: 'ec2',
  name: 'DescribeInstanceAttribute',
  readOnly: true,
  minute,
  params: { attribute: 'userData', instanceId: `i-0123456789abcde${String(instance).padStart(2, '0')}` },
});

export const userDataReadBurst: BuiltInRule = {
  id: 'user-data-read-burst',
  family: 'data',
  name: 'User data of many machines read',
  severity: 'medium',
  description:
    'An identity read the start script of ten machines or more within ten minutes, with or without success. Such scripts often hold passwords and keys, and nobody needs those of all machines at once.',
  runbook: steps(
    'Is it an inventory or a compliance tool? Then exclude it here, with the reason.',
    'If not: disable the credentials, and see what secrets the scripts of these machines hold.',
    'Change those secrets and move them to Secrets Manager.',
  ),
  techniques: ['T1552.005', 'T1580'],
  condition: {
    all: [
      calls('ec2', 'DescribeInstanceAttribute'),
      equals('requestParameters.attribute', 'userData'),
      doneOrDenied,
    ],
  },
  when: { kind: 'threshold', atLeast: 10, distinct: 'requestParameters.instanceId', withinMinutes: 10 },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html'],
  fires: [
    repeated(10, 0.5, (minute, i) => byUser(read(minute, i))),
    repeated(12, 0.5, (minute, i) => byRole({ ...read(minute, i), error: 'Client.UnauthorizedOperation' })),
  ],
  quiet: [
    repeated(9, 0.5, (minute, i) => byUser(read(minute, i))),
    repeated(12, 0.5, (minute, i) => {
      const other = read(minute, i);
      return byUser({ ...other, params: { ...other.params, attribute: 'instanceType' } });
    }),
  ],
};
