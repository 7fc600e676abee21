import type { BuiltInRule } from '../../rule-model.ts';
import { byAwsItself, isPresent, succeeded, test } from '../conditions.ts';
import { ACCOUNT, byServiceRole, byUser, OTHER_ACCOUNT } from '../sample-record.ts';
import { steps } from '../steps.ts';
import { givenTo } from './shared-images.ts';

const share = (item: Record<string, unknown>) => ({
  service: 'ec2',
  name: 'ModifyImageAttribute',
  params: {
    imageId: 'ami-0123456789abcdef0',
    attributeType: 'launchPermission',
    launchPermission: { add: { items: [item] } },
  },
});
const database = (valuesToAdd: string[]) => ({
  service: 'rds',
  name: 'ModifyDBClusterSnapshotAttribute',
  params: { dBClusterSnapshotIdentifier: 'orders', attributeName: 'restore', valuesToAdd },
});

export const snapshotShared: BuiltInRule = {
  id: 'snapshot-shared',
  family: 'data',
  name: 'Snapshot or machine image shared with another account',
  severity: 'medium',
  description:
    'A disk snapshot, a machine image or a database snapshot was shared with another account, which can now copy all that is on it. Data leaves this way without any traffic on the network.',
  runbook: steps(
    'Whose is the account in the event? If it is one of yours, exclude it here, with the reason.',
    'If nobody knows it: take the permission back at once.',
    'The other account may have copied it already: find out what is on it, and change the keys and passwords that it holds.',
  ),
  techniques: ['T1537'],
  condition: {
    all: [
      givenTo({
        item: {
          any: [
            {
              all: [
                isPresent('userId'),
                { not: { field: 'userId', op: 'equalsField', values: ['@account'] } },
              ],
            },
            isPresent('organizationArn'),
            isPresent('organizationalUnitArn'),
          ],
        },
        values: test('requestParameters.valuesToAdd[]', 'regex', '^[0-9]{12}$'),
      }),
      succeeded,
    ],
  },
  when: { kind: 'every' },
  groupBy: ['@user'],
  quietMinutes: 60,
  exclusions: [byAwsItself],
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html'],
  fires: [[byUser(share({ userId: OTHER_ACCOUNT }))], [byUser(database([OTHER_ACCOUNT]))]],
  quiet: [
    [byUser(share({ userId: ACCOUNT }))],
    [byUser(share({ group: 'all' }))],
    [byUser({ ...share({ userId: OTHER_ACCOUNT }), error: 'Client.UnauthorizedOperation' })],
    [byUser(database([]))],
    [byUser(database(['all']))],
    [byUser({ ...database([]), params: { attributeName: 'restore', valuesToRemove: [OTHER_ACCOUNT] } })],
    [
      byServiceRole({
        ...share({ userId: OTHER_ACCOUNT }),
        role: 'AWSServiceRoleForImageBuilder',
        owner: 'imagebuilder',
      }),
    ],
  ],
};
