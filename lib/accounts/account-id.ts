/**
 * AWS account numbers: always 12 digits of text outside the database, a bigint inside it. Leading zeros are part of
 * the number, so nothing else may turn one into the other.
 */
const TWELVE_DIGITS = /^\d{12}$/;

export function isAccountId(text: string): boolean {
  return TWELVE_DIGITS.test(text);
}

/** A bigint column as the driver gives it (text, number or bigint) as 12 digits. */
export function formatAccountId(value: bigint | string | number): string {
  return String(value).padStart(12, '0');
}

/** 12 digits as the value of a bigint column. */
export function accountNumber(accountId: string): bigint {
  if (!isAccountId(accountId)) throw new RangeError(`not an AWS account number: ${accountId}`);
  return BigInt(accountId);
}
