import { hash } from 'node:crypto';
import { canonicalJson } from '#lib/cloudtrail/canonical-json.ts';
import type { Exclusion } from './rule-model.ts';

/**
 * What an exclusion of a rule's definition is kept by: what it leaves out, wherever it stands among the others and whatever is said of it.
 * Migration 0040_exclusion_digest makes the same of those that were stored by their places.
 */
export function exclusionDigest({ condition }: Pick<Exclusion, 'condition'>): string {
  return hash('sha256', canonicalJson(condition), 'base64url');
}
