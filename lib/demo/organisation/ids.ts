import type { Random } from './random.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * An access key id that decodes to its account, as AWS's do since 2019: after the prefix one set bit, the 40 bits of
 * the account number, then random bits, in base32.
 */
export function accessKeyId(random: Random, prefix: 'AKIA' | 'ASIA', accountId: string): string {
  const account = Number(accountId);
  let high = 2 ** 39 + Math.floor(account / 2);
  let text = '';
  for (let i = 0; i < 8; i += 1) {
    text = BASE32[high % 32] + text;
    high = Math.floor(high / 32);
  }
  return `${prefix}${text}${BASE32[(account % 2) * 16 + random.int(0, 15)]}${random.base32(7)}`;
}

/** AIDA… for an IAM user, AROA… for a role: 21 characters. */
export function principalId(random: Random, prefix: 'AIDA' | 'AROA'): string {
  return `${prefix}${random.base32(17)}`;
}

/** `i-0123…`, `sg-0123…`: a resource id of EC2. */
export function ec2Id(random: Random, prefix: string): string {
  return `${prefix}-${random.hex17()}`;
}
