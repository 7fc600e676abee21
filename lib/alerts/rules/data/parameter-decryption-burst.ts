import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded, throughAwsService } from '../conditions.ts';
import { byRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const read = (minute: number, parameter: number) => ({
  service: 'ssm',
  name: 'GetParameter',
  readOnly: true,
  minute,
  params: { name: `/orders/secret-${parameter}`, withDecryption: true },
});

export const parameterDecryptionBurst: BuiltInRule = {
  id: 'parameter-decryption-burst',
  family: 'data',
  name: 'Burst of decrypted parameters, one by one',
  severity: 'high',
  description:
    'An identity read twenty different parameters of Systems Manager or more within ten minutes and asked to have them decrypted. Passwords are kept there, and few programs need so many.',
  runbook: steps(
    'Is it a deployment that reads all its settings? Then exclude it here, with the reason.',
    'If not: disable the credentials, and take every parameter that was read as known.',
    'Change the passwords and keys among them.',
  ),
  techniques: ['T1555.006', 'T1552'],
  condition: {
    all: [calls('ssm', 'GetParameter'), equals('requestParameters.withDecryption', true), succeeded],
  },
  when: { kind: 'threshold', atLeast: 20, distinct: 'requestParameters.name', withinMinutes: 10 },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [byAwsItself, throughAwsService],
  references: [
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html',
  ],
  fires: [repeated(20, 0.4, (minute, i) => byUser(read(minute, i)))],
  quiet: [
    repeated(19, 0.4, (minute, i) => byUser(read(minute, i))),
    repeated(30, 0.2, (minute) => byUser(read(minute, 1))),
    repeated(20, 0.4, (minute, i) => byUser({ ...read(minute, i), params: { name: `/orders/${i}` } })),
    repeated(20, 0.4, (minute, i) => byUser({ ...read(minute, i), error: 'AccessDeniedException' })),
    repeated(20, 0.4, (minute, i) =>
      byRole({ ...read(minute, i), invokedBy: 'cloudformation.amazonaws.com' }),
    ),
    repeated(20, 0.4, (minute, i) =>
      byRole({ ...read(minute, i), role: 'aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM' }),
    ),
  ],
};
