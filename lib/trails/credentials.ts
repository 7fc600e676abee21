import type { CloudTrailAccess } from '#lib/aws/cloudtrail-client.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** Credentials as the form and the table have them: one kind, and what belongs to it. */
export type StoredCredentials = {
  kind: 'access-key' | 'role' | 'default';
  accessKeyId?: string | null;
  secretAccessKey?: string | null;
  roleArn?: string | null;
  externalId?: string | null;
};

/** Throws `source-credentials` where an access key has no secret. */
export function toAccess(stored: StoredCredentials, endpoint: string | null): CloudTrailAccess {
  const { kind, accessKeyId, secretAccessKey } = stored;
  const key = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null;
  if (kind === 'default') return { credentials: { kind }, endpoint };
  if (accessKeyId && !key) throw missingSecret();
  if (kind === 'role') {
    const { roleArn, externalId } = stored;
    const role = { kind, roleArn: roleArn ?? '', externalId: externalId ?? null, base: key };
    return { credentials: role, endpoint };
  }
  if (!key) throw missingSecret();
  return { credentials: { kind, ...key }, endpoint };
}

function missingSecret(): TrailkeepError {
  return new TrailkeepError('source-credentials', 'No secret key is stored for this account.', {
    hint: 'Enter the access key and its secret key.',
  });
}
