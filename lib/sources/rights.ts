import type { Doer } from '#lib/auth/actor.ts';
import { isAdmin } from '#lib/auth/actor.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { endpointFault } from '#lib/net/private-endpoint.ts';
import { fieldFault, type NewSource } from './schema.ts';

/** Whose source it is: exactly one of the two. `accountId` has 12 digits. */
export type SourceOwner = { viewId: number | null; accountId: string | null };

/** Throws `not-found`, as for a source that is not there, unless the doer manages the view or owns the account. */
export function requireSourceRight(doer: Doer, owner: SourceOwner, name: string): void {
  if (isAdmin(doer)) return;
  const may =
    doer !== 'system' &&
    doer.grants.some((grant) =>
      owner.viewId === null
        ? grant.accountId === owner.accountId && grant.level === 'owner'
        : grant.viewId === owner.viewId && grant.level === 'manager',
    );
  if (!may)
    throw new TrailkeepError('not-found', `There is no ${name}, or you may not change its log sources.`, {
      refused: true,
    });
}

/**
 * What the machine itself may read belongs to everybody's logs, so only an admin may point a source at it: its own
 * credentials (a role is assumed with them too, unless a key is given) and its folders.
 */
export function requireOwnCredentials(doer: Doer, credentials: MachineUse): void {
  if (isAdmin(doer) || !usesMachine(credentials)) return;
  throw new TrailkeepError(
    'forbidden',
    "Only a security admin may use this machine's own credentials or folders.",
    {
      hint: 'Enter the access key of an IAM user that may read the bucket.',
    },
  );
}

type MachineUse = { kind: 'access-key' | 'role' | 'default' | 'directory'; accessKeyId?: string | null };

function usesMachine({ kind, accessKeyId }: MachineUse): boolean {
  return kind === 'default' || kind === 'directory' || (kind === 'role' && !accessKeyId);
}

/**
 * Throws a ZodError for the field of an endpoint or queue that lies in a network of the deployment's own, unless that is allowed
 * (lib/net). Of a name it shows only when it is looked up: whoever connects asks again.
 */
export function refusePrivateEndpoints(named: {
  endpoint: string | null;
  sqsQueueUrl?: string | null;
}): void {
  for (const field of ['endpoint', 'sqsQueueUrl'] as const) {
    const fault = endpointFault(named[field] ?? null);
    if (fault) throw fieldFault([field], fault);
  }
}

export function machineUseOf(source: NewSource): MachineUse {
  return source.kind === 's3' ? source.credentials : source;
}
