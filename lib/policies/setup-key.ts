import type { Partition, SetupPlan } from './setup-plan.ts';

/** Where the key must be; null for what is not typed yet, or wrong. */
type KeyPlace = { partition: Partition; region: string | null; auditAccount: string | null };

const KEY_ARN = /^arn:(aws[\w-]*):kms:([\w-]+):(\d{12}):key\/[\w-]+$/;
const KEY_ID = /^(mrk-)?[0-9a-f-]{32,36}$/;

/**
 * Why no trail of the guide can encrypt with the key that is typed, and what to do about it; null for a key that is fine, and for none.
 * An alias cannot stand in a trail of another account.
 */
export function keyFault(text: string, place: KeyPlace): string | null {
  if (text === '' || text === 'new' || KEY_ID.test(text)) return null;
  const [, partition, region, account] = KEY_ARN.exec(text) ?? [];
  if (!partition) return 'A key is written as its ARN (arn:aws:kms:…:key/…) or its id.';
  if (partition !== place.partition)
    return `The key is in the partition ${partition}, the bucket in ${place.partition}: name a key of ${place.partition}, or choose a new one.`;
  if (place.region !== null && region !== place.region)
    return `The key is in ${region}, the bucket in ${place.region}, and CloudTrail needs both in one region: name a key of ${place.region}, or choose a new one.`;
  if (place.auditAccount !== null && account !== place.auditAccount)
    return `The key is of the account ${account}, and the policies here are for a key of the audit account ${place.auditAccount}: name a key of that account, or choose a new one.`;
  return null;
}

/** The key of a text without a fault; an id alone is of the plan's region and account. */
export function keyOf(
  text: string,
  { partition, region, auditAccount }: Pick<SetupPlan, 'partition' | 'region' | 'auditAccount'>,
): SetupPlan['key'] {
  if (text === '' || text === 'new') return text === '' ? null : text;
  return { arn: KEY_ID.test(text) ? `arn:${partition}:kms:${region}:${auditAccount}:key/${text}` : text };
}
