import type { Condition } from '../../rule-model.ts';
import { calls } from '../conditions.ts';

const SHARING = {
  ebs: calls('ec2', 'ModifySnapshotAttribute'),
  ami: calls('ec2', 'ModifyImageAttribute'),
  rds: calls('rds', 'ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute'),
};

/** An EBS snapshot, a machine image or a database snapshot was given to whom these conditions, put to each kind's own fields, say. */
export function givenTo(who: {
  /** Put to an element with `group`, `userId`, `organizationArn` or `organizationalUnitArn`. */
  item: Condition;
  /** Put to the whole record, whose `requestParameters.valuesToAdd[]` are `all` or account ids. */
  values: Condition;
}): Condition {
  return {
    any: [
      {
        all: [SHARING.ebs, { within: 'requestParameters.createVolumePermission.add.items[]', has: who.item }],
      },
      { all: [SHARING.ami, { within: 'requestParameters.launchPermission.add.items[]', has: who.item }] },
      { all: [SHARING.rds, who.values] },
    ],
  };
}
