import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, equals, succeeded, throughAwsService } from '../conditions.ts';
import { byRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

/** One page of all parameters below a path; ten are the most that AWS puts on it. */
const read = (minute: number, params: Record<string, unknown> = {}) => ({
  service: 'ssm',
  name: 'GetParametersByPath',
  readOnly: true,
  minute,
  params: { path: '/', recursive: true, withDecryption: true, maxResults: 10, ...params },
});

export const parameterPathDecryption: BuiltInRule = {
  id: 'parameter-path-decryption',
  family: 'data',
  name: 'Burst of decrypted parameters, by their path',
  severity: 'high',
  description:
    'An identity asked three times or more within ten minutes for all parameters of Systems Manager below a path, decrypted: up to ten each time. Passwords are kept there, and whoever begins at the root of all paths gets every one of them.',
  runbook: steps(
    'Read the path in the event. Is it a program that reads its own settings? Then exclude it here by its path, with the reason.',
    'If not: disable the credentials, and take every parameter below that path as known.',
    'Change the passwords and keys among them.',
  ),
  techniques: ['T1555.006', 'T1552'],
  condition: {
    all: [calls('ssm', 'GetParametersByPath'), equals('requestParameters.withDecryption', true), succeeded],
  },
  when: { kind: 'threshold', atLeast: 3, withinMinutes: 10 },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [byAwsItself, throughAwsService],
  references: [
    'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html',
  ],
  fires: [
    repeated(3, 1, (minute) => byUser(read(minute))),
    repeated(3, 4, (minute, i) => byRole(read(minute, { path: `/team-${i}/` }))),
  ],
  quiet: [
    repeated(2, 1, (minute) => byUser(read(minute))),
    repeated(3, 6, (minute) => byUser(read(minute))),
    repeated(3, 1, (minute) => byUser(read(minute, { withDecryption: false }))),
    repeated(3, 1, (minute) => byUser({ ...read(minute), error: 'AccessDeniedException' })),
    repeated(3, 1, (minute) => byRole({ ...read(minute), invokedBy: 'cloudformation.amazonaws.com' })),
    repeated(3, 1, (minute) =>
      byRole({ ...read(minute), role: 'aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM' }),
    ),
  ],
};
