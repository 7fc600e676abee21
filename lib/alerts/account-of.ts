const NAMED = /^(?:arn:[^:]*:[^:]*:[^:]*:(\d{12}):|(\d{12})$)/i;

/**
 * The account (12 digits) that a text names: the text itself, or the account part of an ARN of any partition. Null for any other text,
 * whatever digits it has elsewhere. Isomorphic.
 */
export function accountNamedBy(text: string): string | null {
  const found = NAMED.exec(text);
  return found?.[1] ?? found?.[2] ?? null;
}
