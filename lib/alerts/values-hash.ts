import { hash } from 'node:crypto';

/** A digest of a group's values, or of one value: one short key whatever the texts' length. */
export function valuesHash(values: readonly string[]): string {
  const hex = hash('sha256', JSON.stringify(values), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
