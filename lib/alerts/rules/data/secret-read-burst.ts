import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, succeeded, throughAwsService } from '../conditions.ts';
import { byRole, byUser, repeated } from '../sample-record.ts';
import { steps } from '../steps.ts';

const read = (minute: number, secret: number) => ({
  service: 'secretsmanager',
  name: 'GetSecretValue',
  readOnly: true,
  minute,
  params: { secretId: `orders/database-${secret}` },
});

export const secretReadBurst: BuiltInRule = {
  id: 'secret-read-burst',
  family: 'data',
  name: 'Burst of secret reads',
  severity: 'high',
  description:
    'An identity read twenty different secrets or more within ten minutes. A program reads its own few secrets; one that reads them all is either a tool that synchronises them or somebody who collects them.',
  runbook: steps(
    'Is it a tool that synchronises secrets (External Secrets, a backup)? Then exclude it here, with the reason.',
    'If not: disable the credentials, and take every secret that was read as known.',
    'Change those secrets, the most powerful first, and look for their use from elsewhere.',
  ),
  techniques: ['T1555.006'],
  condition: { all: [calls('secretsmanager', 'GetSecretValue'), succeeded] },
  when: { kind: 'threshold', atLeast: 20, distinct: 'requestParameters.secretId', withinMinutes: 10 },
  groupBy: ['@user'],
  quietMinutes: 240,
  exclusions: [byAwsItself, throughAwsService],
  references: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html'],
  fires: [repeated(20, 0.4, (minute, i) => byUser(read(minute, i)))],
  quiet: [
    repeated(19, 0.4, (minute, i) => byUser(read(minute, i))),
    repeated(40, 0.2, (minute, i) => byRole(read(minute, i % 3))),
    repeated(20, 1, (minute, i) => byUser(read(minute, i))),
    repeated(20, 0.4, (minute, i) => byUser({ ...read(minute, i), error: 'AccessDeniedException' })),
    repeated(20, 0.4, (minute, i) =>
      byRole({ ...read(minute, i), invokedBy: 'cloudformation.amazonaws.com' }),
    ),
    repeated(20, 0.4, (minute, i) =>
      byRole({ ...read(minute, i), role: 'aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS' }),
    ),
  ],
};
