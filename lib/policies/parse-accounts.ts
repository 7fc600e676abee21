/** Account numbers as people paste them. */
export type PastedAccounts = {
  /** 12 digits each, in the order in which they stood, without repetition. */
  accounts: string[];
  /** What looks like an account number and is none, as it was written. */
  rejected: string[];
};

/**
 * Finds account numbers in any text: with or without dashes or spaces inside (1234-5678-9012), between commas, on lines of their own, in a
 * table with names and addresses, in ARNs, in JSON. A run of digits that is too short or too long is named, unless letters touch it.
 */
export function parseAccounts(text: string): PastedAccounts {
  const accounts = new Set<string>();
  const rejected = new Set<string>();
  for (const [found] of text.matchAll(
    /(?<![\w.@-])\d{4}[- ]\d{4}[- ]\d{4}(?![\w@-])|(?<![\w.@-])\d+(?![\w@-])/g,
  )) {
    const digits = found.replace(/[- ]/g, '');
    if (digits.length === 12) accounts.add(digits);
    else if (digits.length >= 8) rejected.add(found);
  }
  return { accounts: [...accounts], rejected: [...rejected] };
}
