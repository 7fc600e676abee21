import type { BuiltInRule } from '../../rule-model.ts';
import { byRole, byService, byUser } from '../sample-record.ts';
import { manyUnauthorisedCalls } from './cis-4.1.ts';

const describe = { service: 'ec2', name: 'DescribeInstances', error: 'Client.UnauthorizedOperation' };
const probe = { service: 's3', name: 'GetBucketAcl', error: 'AccessDenied' };

/** For accounts where one refused call is news. */
export const unauthorisedCall: BuiltInRule = {
  ...manyUnauthorisedCalls,
  id: 'cis-4.1-each',
  name: 'Unauthorised call',
  severity: 'low',
  description:
    'AWS refused a call for want of permission. In an account where nothing should ever be refused, one such call is worth a look; elsewhere use the rule that counts them.',
  when: { kind: 'every' },
  fires: [[byUser(describe)], [byRole({ service: 'kms', name: 'Decrypt', error: 'AccessDeniedException' })]],
  quiet: [
    [byUser({ service: 's3', name: 'HeadBucket', error: 'AccessDenied' })],
    [byUser({ ...probe, ip: 'delivery.logs.amazonaws.com' })],
    [byService({ ...probe, owner: 'config' })],
    [byUser({ ...describe, error: 'Client.DryRunOperation' })],
    [byUser({ service: 'ec2', name: 'DescribeInstances' })],
  ],
};
