import { bucketPolicy } from './bucket-policy.ts';
import { keyPolicy } from './key-policy.ts';
import type { SetupPlan } from './setup-plan.ts';

/**
 * The plan in as few buckets as its accounts need: itself where AWS's limits are not reached, else equal parts with a bucket (and a
 * new key) each. A key that is there already has one policy for all and cannot be parted, so it stays as it is in each part.
 */
export function splitPlan(plan: SetupPlan): SetupPlan[] {
  for (let parts = 1; parts < plan.accounts.length; parts++) {
    const split = inParts(plan, parts);
    if (split.every(fits)) return split;
  }
  return inParts(plan, Math.max(1, plan.accounts.length));
}

function fits(plan: SetupPlan): boolean {
  return bucketPolicy(plan) !== null && (plan.key !== 'new' || keyPolicy(plan) !== null);
}

function inParts(plan: SetupPlan, parts: number): SetupPlan[] {
  if (parts <= 1) return [plan];
  const size = Math.ceil(plan.accounts.length / parts);
  return Array.from({ length: Math.ceil(plan.accounts.length / size) }, (_, index) => ({
    ...plan,
    bucket: numbered(plan.bucket, index + 1),
    accounts: plan.accounts.slice(index * size, (index + 1) * size),
  }));
}

const LONGEST_BUCKET = 63;

function numbered(bucket: string, part: number): string {
  const end = `-${part}`;
  return bucket.slice(0, LONGEST_BUCKET - end.length).replace(/[-.]+$/, '') + end;
}
