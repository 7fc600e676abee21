import { createHmac } from 'node:crypto';
import { secretKey } from '#lib/db/connection.ts';

/**
 * The external ID of a view's or account's roles (`view:acme`): made by us and not by who names the role, unguessable, and the
 * same whenever it is asked for, because it stands in a trust policy that somebody pastes elsewhere before anything is saved here.
 * Another view has another one: a role that trusts Trailkeep for one is of no use from another.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function externalIdOf(scope: string, key: string = secretKey()): string {
  const digest = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`external id of ${scope}`)
    .digest('hex');
  return `trailkeep-${digest.slice(0, 32)}`;
}
