import type { BuiltInRule } from '../../rule-model.ts';
import { equals, succeeded } from '../conditions.ts';
import { byUser, OTHER_ACCOUNT } from '../sample-record.ts';
import { steps } from '../steps.ts';
import { givenTo } from './shared-images.ts';

const share = (item: Record<string, unknown>) => ({
  service: 'ec2',
  name: 'ModifySnapshotAttribute',
  params: {
    snapshotId: 'snap-0123456789abcdef0',
    attributeType: 'CREATE_VOLUME_PERMISSION',
    createVolumePermission: { add: { items: [item] } },
  },
});
const database = (valuesToAdd: string[]) => ({
  service: 'rds',
  name: 'ModifyDBSnapshotAttribute',
  params: { dBSnapshotIdentifier: 'orders', attributeName: 'restore', valuesToAdd },
});

export const snapshotPublic: BuiltInRule = {
  id: 'snapshot-public',
  family: 'data',
  name: 'Snapshot or machine image made public',
  severity: 'critical',
  description:
    'A disk snapshot, a machine image or a database snapshot can now be copied by every AWS account in the world. Whoever copies it keeps the data, also after it is made private again.',
  runbook: steps(
    'Make it private at once (remove the group `all`).',
    'Find out what is on it: data, keys and passwords that it holds have to be taken as known.',
    'Ask the one who shared it; block public sharing of snapshots and images for the account.',
  ),
  techniques: ['T1537', 'T1530'],
  condition: {
    all: [
      givenTo({ item: equals('group', 'all'), values: equals('requestParameters.valuesToAdd[]', 'all') }),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [],
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html'],
  fires: [
    [byUser(share({ group: 'all' }))],
    [
      byUser({
        service: 'ec2',
        name: 'ModifyImageAttribute',
        params: {
          imageId: 'ami-0123456789abcdef0',
          launchPermission: { add: { items: [{ group: 'all' }] } },
        },
      }),
    ],
    [byUser(database(['all']))],
  ],
  quiet: [
    [byUser(share({ userId: OTHER_ACCOUNT }))],
    [byUser({ ...share({ group: 'all' }), error: 'Client.OperationNotPermitted' })],
    [
      byUser({
        service: 'ec2',
        name: 'ModifySnapshotAttribute',
        params: { createVolumePermission: { remove: { items: [{ group: 'all' }] } } },
      }),
    ],
    [byUser(database([OTHER_ACCOUNT]))],
  ],
};
