import type { Finding } from './finding.ts';
import type { SetupPlan } from './setup-plan.ts';

/** What KMS says of a key; null for what it does not say. */
export type KeyFacts = {
  arn: string | null;
  /** `Enabled`, `Disabled`, `PendingDeletion` … */
  state: string | null;
  /** `SYMMETRIC_DEFAULT` for one that can encrypt files. */
  spec: string | null;
  /** `AWS`: a key of AWS's, whose policy nobody can change. */
  manager: string | null;
};

/** What is wrong with the key itself, whatever its policy says. */
export function keyFaults(plan: SetupPlan, { arn, state, spec, manager }: KeyFacts): Finding[] {
  const region = arn?.split(':')[3];
  const faults: [boolean, Finding['code'], string][] = [
    [
      manager === 'AWS',
      'key-of-aws',
      'This key is AWS’s own: its policy cannot be changed, and other accounts cannot use it.',
    ],
    [
      state !== null && state !== 'Enabled',
      'key-disabled',
      `The key is ${state}: nothing can be encrypted or read with it.`,
    ],
    [
      spec !== null && spec !== 'SYMMETRIC_DEFAULT',
      'key-not-symmetric',
      `The key is ${spec}: CloudTrail needs a symmetric one.`,
    ],
    [
      region !== undefined && region !== plan.region,
      'key-elsewhere',
      `The key is in ${region}, the bucket in ${plan.region}: they must be in one region.`,
    ],
  ];
  return faults
    .filter(([is]) => is)
    .map(([, code, message]) => ({
      part: 'encrypt',
      code,
      verdict: 'wrong',
      accounts: [],
      statement: null,
      message,
      mended: null,
    }));
}
