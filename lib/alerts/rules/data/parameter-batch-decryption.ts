import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals, succeeded, throughAwsService } from '../conditions.ts';
import { byRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

/** Ten names at a time are the most that AWS takes. */
const read = (minute: number, batch: number) => ({
  service: 'ssm',
  name: 'GetParameters',
  readOnly: true,
  minute,
  params: {
    names: Array.from({ length: 10 }, (_, i) => `/orders/secret-${batch * 10 + i}`),
    withDecryption: true,
  },
});

export const parameterBatchDecryption: BuiltInRule = {
  id: 'parameter-batch-decryption',
  family: 'data',
  name: 'Burst of decrypted parameters, in batches',
  severity: 'high',
  description:
    'An identity asked for thirty different parameters of Systems Manager or more within ten minutes, several at a time and decrypted. Passwords are kept there, and few programs need so many.',
  runbook: steps(
    'Is it a deployment that reads all its settings? Then exclude it here, with the reason.',
    'If not: disable the credentials, and take every parameter that was read as known; their names stand in the events.',
    'Change the passwords and keys among them.',
  ),
  techniques: ['T1555.006', 'T1552'],
  condition: {
    all: [calls('ssm', 'GetParameters'), equals('requestParameters.withDecryption', true), succeeded],
  },
  when: { kind: 'threshold', atLeast: 30, distinct: 'requestParameters.names[]', withinMinutes: 10 },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [throughAwsService],
  references: ['https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html'],
  fires: [repeated(3, 1, (minute, i) => byUser(read(minute, i)))],
  quiet: [
    repeated(2, 1, (minute, i) => byUser(read(minute, i))),
    repeated(20, 0.2, (minute) => byUser(read(minute, 1))),
    repeated(3, 1, (minute, i) => byUser({ ...read(minute, i), error: 'AccessDeniedException' })),
    repeated(3, 1, (minute, i) => byRole({ ...read(minute, i), invokedBy: 'cloudformation.amazonaws.com' })),
  ],
};
