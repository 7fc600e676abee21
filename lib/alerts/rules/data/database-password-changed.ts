import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, calls, isPresent, succeeded, test } from '../conditions.ts';
import { byRole, byServiceRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const modify = {
  service: 'rds',
  name: 'ModifyDBInstance',
  params: { dBInstanceIdentifier: 'orders', masterUserPassword: '****', applyImmediately: true },
};

export const databasePasswordChanged: BuiltInRule = {
  id: 'database-password-changed',
  family: 'data',
  name: 'Master password of a database changed',
  severity: 'medium',
  description:
    'The master password of an RDS database was set anew by an AWS call. Whoever may do that gets into the database without ever having known its password.',
  runbook: steps(
    'Ask the one who changed it; programs that use the master user will have lost their connection.',
    'Look at the database’s own log for connections with the master user since.',
    'If nobody planned it: set the password again, and disable the credentials that were used here.',
  ),
  techniques: ['T1098'],
  condition: {
    all: [
      calls('rds', 'ModifyDBInstance', 'ModifyDBCluster'),
      isPresent('requestParameters.masterUserPassword'),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [
    byAwsItself,
    {
      reason: 'Secrets Manager rotates the password on its schedule, with a function named for it.',
      condition: test('userIdentity.sessionContext.sessionIssuer.userName', 'contains', 'SecretsManager'),
    },
  ],
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html'],
  fires: [[byUser(modify)]],
  quiet: [
    [byUser({ ...modify, params: { dBInstanceIdentifier: 'orders', allocatedStorage: 200 } })],
    [byUser({ ...modify, error: 'AccessDenied' })],
    [byServiceRole({ ...modify, role: 'AWSServiceRoleForRDS', owner: 'rds' })],
    [byRole({ ...modify, role: 'SecretsManagerRDSRotation-1A2B3C4D' })],
  ],
};
