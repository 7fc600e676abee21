import type { BuiltPolicy } from '#lib/policies/bucket-policy.ts';
import type { SetupField } from '#lib/policies/setup-fields.ts';

const NAMES: Partial<Record<SetupField, string>> = {
  audit: 'the audit account',
  bucket: 'the bucket',
  region: 'the region',
  accounts: 'the member accounts',
};

/** What is to be filled in before anything can be pasted; null where all is there. */
export function missingSentence(missing: readonly SetupField[], faults: number): string | null {
  if (faults > 0) return 'Something typed is not right yet: what it would change still holds a stand-in.';
  if (missing.length === 0) return null;
  const names = missing.map((field) => NAMES[field] ?? field);
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `Fill in ${list}: the policies below follow what you type, with stand-ins until then.`;
}

/** How the bucket's policy names the accounts, and what that means. */
export function bucketFormSentence({ form, bytes }: Pick<BuiltPolicy, 'form' | 'bytes'>): string {
  const size = `${kilobytes(bytes)} of the 20 KB that S3 takes.`;
  if (form === 'trails') return `Every trail is named by its ARN. ${size}`;
  if (form === 'listed')
    return `So many trails would not fit by their ARNs. Each account's folder is named instead, and the trails by their common name: CloudTrail puts files into the folder of their own account only, so no other account can write. ${size}`;
  return `So many folders would not fit either. The accounts are listed by number in aws:SourceAccount, and no other account can write. AWS's guide for CloudTrail knows aws:SourceArn only, so try it with one account first: create-trail tests the bucket's policy and refuses where it does not work. ${size}`;
}

export function keyFormSentence({ form, bytes }: Pick<BuiltPolicy, 'form' | 'bytes'>): string {
  const size = `${kilobytes(bytes)} of the 32 KB that KMS takes.`;
  if (form === 'trails') return `Every trail is named by its ARN. ${size}`;
  if (form === 'listed')
    return `The accounts are named in the encryption context, the trails by their common name. ${size}`;
  return `The accounts are listed by number in aws:SourceAccount, the trails by their common name. ${size}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
