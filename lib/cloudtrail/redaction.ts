/** What AWS writes where it takes a value out, such as the user name of a failed sign-in. */
export function isRedacted(text: string): boolean {
  return text === 'HIDDEN_DUE_TO_SECURITY_REASONS' || text === '<sensitiveDataRemoved>';
}

/** The label of a user whose name AWS hid; the reports count them together, and apart from other unknowns. */
export const HIDDEN_USER = 'hidden user name';
export const UNKNOWN_USER = 'unknown';
