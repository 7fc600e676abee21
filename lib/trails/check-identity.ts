import { callerIdentity } from '#lib/aws/caller-identity.ts';
import type { CloudTrailAccess } from '#lib/aws/cloudtrail-client.ts';
import { TrailkeepError } from '#lib/errors.ts';

/**
 * Throws `source-credentials` where the credentials are another account's: its trails would stand under the wrong name. Where STS
 * does not answer nothing is said; what is wrong with the credentials shows in the next question.
 */
export async function checkIdentity(
  access: CloudTrailAccess,
  accountId: string,
  region: string,
): Promise<void> {
  const { credentials, endpoint } = access;
  const arn = await callerIdentity(credentials, { region, endpoint }).catch(() => null);
  const found = arn?.split(':')[4] ?? '';
  if (found === '' || found === accountId) return;
  throw new TrailkeepError(
    'source-credentials',
    `These credentials belong to the account ${found}, not to ${accountId}.`,
    { hint: `Enter a key or a role of ${accountId}. (They are ${arn}.)` },
  );
}
