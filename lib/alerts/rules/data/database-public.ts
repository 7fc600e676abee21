import type { BuiltInRule, Condition } from '../../rule-model.ts';
import { calls, equals, succeeded } from '../conditions.ts';
import { byRole, byUser } from '../sample-record.ts';
import { steps } from '../steps.ts';

const MAKING = [
  'CreateDBInstance',
  'CreateDBCluster',
  'CreateDBInstanceReadReplica',
  'RestoreDBInstanceFromDBSnapshot',
  'RestoreDBInstanceFromS3',
  'RestoreDBInstanceToPointInTime',
  'RestoreDBClusterFromSnapshot',
];
const asked: Condition = {
  all: [
    calls('rds', 'ModifyDBInstance', 'ModifyDBCluster', ...MAKING),
    equals('requestParameters.publiclyAccessible', true, 'true'),
  ],
};
/** A new database takes what its subnets say where nobody asks; of one that is only changed the answer would be old news. */
const made: Condition = {
  all: [calls('rds', ...MAKING), equals('responseElements.publiclyAccessible', true, 'true')],
};

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
  condition: { all: [{ any: [asked, made] }, succeeded] },
  when: { kind: 'every' },
  groupBy: ['@user', 'requestParameters.dBInstanceIdentifier'],
  quietMinutes: 60,
  exclusions: [],
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  ],
  fires: [
    [byUser(modify(true))],
    [byRole({ ...modify(true), name: 'RestoreDBInstanceFromDBSnapshot' })],
    [
      byRole({
        service: 'rds',
        name: 'CreateDBInstance',
        params: { dBInstanceIdentifier: 'orders' },
        response: { dBInstanceIdentifier: 'orders', publiclyAccessible: true },
      }),
    ],
  ],
  quiet: [
    [byUser(modify(false))],
    [byUser({ ...modify(false), params: { allocatedStorage: 200 }, response: { publiclyAccessible: true } })],
    [byUser({ ...modify(true), error: 'InvalidDBInstanceStateFault' })],
    [byUser({ ...modify(true), params: { dBInstanceIdentifier: 'orders' } })],
  ],
};
