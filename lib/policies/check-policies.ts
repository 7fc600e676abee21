import { toTrailkeepError } from '#lib/errors.ts';
import { checkBucketPolicy } from './check-bucket-policy.ts';
import { checkKeyPolicy } from './check-key-policy.ts';
import type { PolicyCheck } from './finding.ts';
import type { PolicyReading, PolicyReadings } from './policy-reading.ts';
import { type PolicyAccess, readBucketPolicy, readKeyPolicy } from './read-policies.ts';
import type { SetupPlan } from './setup-plan.ts';

/** Reads the real policies and judges them by the plan. What cannot be read is said in its place; it never throws for that. */
export async function checkPolicies(
  plan: SetupPlan,
  access: PolicyAccess,
): Promise<Omit<PolicyReadings, 'organisation'>> {
  const key = plan.key === null || plan.key === 'new' ? null : plan.key.arn;
  const [bucket, ofKey] = await Promise.all([
    reading(async () => {
      const text = await readBucketPolicy(access);
      return { text, check: checkBucketPolicy(plan, text) };
    }),
    key === null
      ? null
      : reading(async () => {
          const { facts, text } = await readKeyPolicy(access, key);
          return { text, check: checkKeyPolicy(plan, facts, text) };
        }),
  ]);
  return { bucket, key: ofKey };
}

async function reading(
  read: () => Promise<{ text: string | null; check: PolicyCheck }>,
): Promise<PolicyReading> {
  try {
    const { text, check } = await read();
    const findings = check.findings.map((finding) => ({
      ...finding,
      mended: finding.mended && JSON.stringify(finding.mended, null, 2),
    }));
    return { text, fault: null, check: { ...check, findings } };
  } catch (error) {
    const { message, hint } = toTrailkeepError(error);
    return { text: null, fault: { message, hint: hint ?? null }, check: null };
  }
}
