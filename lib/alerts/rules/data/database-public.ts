import type { BuiltInRule } from '../../rule-model.ts';
import { calls, equals, succeeded } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const modify = (publiclyAccessible: boolean) => ({
  service: 'rds',
  name: 'ModifyDBInstance',
  params: { dBInstanceIdentifier: 'orders', applyImmediately: true, publiclyAccessible },
});

export const databasePublic: BuiltInRule = {
  id: 'database-public',
  family: 'data',
  name: 'Database given a public address',
  severity: 'high',
  description:
    'An RDS database was made or changed to have a public address. If its security group lets the Internet in, anyone may try passwords on it.',
  runbook: steps(
    'See whether the database’s security group lets in more than your own networks.',
    'Ask the one who changed it; set it back to private (`publiclyAccessible` false, applied immediately).',
    'Look at the database’s own log for connections from outside since.',
  ),
  techniques: ['T1190', 'T1530'],
  condition: {
    all: [
      calls(
        'rds',
        'ModifyDBInstance',
        'CreateDBInstance',
        'CreateDBCluster',
        'CreateDBInstanceReadReplica',
        'RestoreDBInstanceFromDBSnapshot',
        'RestoreDBInstanceFromS3',
        'RestoreDBInstanceToPointInTime',
        'RestoreDBClusterFromSnapshot',
      ),
      equals('requestParameters.publiclyAccessible', true, 'true'),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.dBInstanceIdentifier'],
  quietMinutes: 60,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  ],
  fires: [[byUser(modify(true))], [byRole({ ...modify(true), name: 'RestoreDBInstanceFromDBSnapshot' })]],
  quiet: [
    [byUser(modify(false))],
    [byUser({ ...modify(true), error: 'InvalidDBInstanceStateFault' })],
    [byUser({ ...modify(true), params: { dBInstanceIdentifier: 'orders' } })],
  ],
};
