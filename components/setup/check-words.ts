import type { PolicyPart, Verdict } from '#lib/policies/finding.ts';
import type { PolicyReadings, ReadFinding } from '#lib/policies/policy-reading.ts';

export const PART_NAMES: Record<PolicyPart, string> = {
  acl: 'Read the ACL',
  write: 'Write logs',
  encrypt: 'Encrypt',
  describe: 'Describe the key',
  decrypt: 'Decrypt',
};

export const VERDICT_WORDS: Record<Verdict, string> = {
  right: 'Right',
  missing: 'Missing',
  wrong: 'Wrong',
  'too-wide': 'Too wide',
};

export type AccountRow = { accountId: string; parts: Partial<Record<PolicyPart, Verdict>>; right: boolean };

/** Every account with both policies' verdicts, those with something to mend first. */
export function accountRows({ bucket, key }: PolicyReadings): AccountRow[] {
  const rows = new Map<string, AccountRow['parts']>();
  for (const reading of [bucket, key])
    for (const { accountId, parts } of reading?.check?.accounts ?? [])
      rows.set(accountId, { ...rows.get(accountId), ...parts });
  return [...rows]
    .map(([accountId, parts]) => ({
      accountId,
      parts,
      right: Object.values(parts).every((verdict) => verdict === 'right'),
    }))
    .sort((a, b) => Number(a.right) - Number(b.right));
}

export type PlacedFinding = ReadFinding & { where: 'bucket' | 'key' };

export function allFindings({ bucket, key }: PolicyReadings): PlacedFinding[] {
  return [
    ...(bucket.check?.findings ?? []).map((finding) => ({ ...finding, where: 'bucket' as const })),
    ...(key?.check?.findings ?? []).map((finding) => ({ ...finding, where: 'key' as const })),
  ];
}

/** Whose finding it is: a few by number, many by their count. */
export function whose(accounts: readonly string[], all: number): string {
  if (accounts.length === 0 || accounts.length === all) return all === 1 ? 'the account' : 'all accounts';
  if (accounts.length <= 3) return accounts.join(', ');
  return `${accounts.slice(0, 2).join(', ')} and ${accounts.length - 2} more`;
}
