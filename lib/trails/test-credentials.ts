import type { CloudTrailAccess } from '#lib/aws/cloudtrail-client.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { checkIdentity } from './check-identity.ts';
import { type Description, describeTrails } from './describe-trails.ts';
import { regionsToAsk } from './regions-to-ask.ts';

/** What came of asking with credentials that are not stored yet, in plain words. */
export type CredentialsTest = { works: boolean; message: string; hint: string | null };

const SHOWN = 3;

/** Asks AWS as the worker would, in one region. Never throws for a fault of the credentials. */
export async function testCredentials(access: CloudTrailAccess, accountId: string): Promise<CredentialsTest> {
  const regions = regionsToAsk(access, []);
  try {
    await checkIdentity(access, accountId, regions[0] ?? '');
    return saidOf(await describeTrails(access, regions), regions[0] ?? '');
  } catch (thrown) {
    if (!(thrown instanceof TrailkeepError)) throw thrown;
    return { works: false, message: thrown.message, hint: thrown.hint ?? null };
  }
}

function saidOf({ trails }: Description, region: string): CredentialsTest {
  const unknown = trails.find(({ statusError }) => statusError !== null);
  if (unknown)
    return {
      works: false,
      message: `Trails may be described, but not their status: ${unknown.statusError}`,
      hint: 'Allow cloudtrail:GetTrailStatus on all resources too.',
    };
  const names = trails.map(({ name }) => name).sort();
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  const found =
    names.length === 0
      ? `AWS answers. No trail shows in ${region}.`
      : `AWS answers, and shows ${names.slice(0, SHOWN).join(', ')}${more} in ${region}.`;
  return {
    works: true,
    message: found,
    hint: 'The other regions in use are asked once it is saved.',
  };
}
