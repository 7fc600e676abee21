import { z } from 'zod';
import { FINDING_CODES, POLICY_PARTS } from './finding.ts';

const verdict = z.enum(['right', 'missing', 'wrong', 'too-wide']);
const finding = z.object({
  part: z.enum(POLICY_PARTS),
  code: z.enum(FINDING_CODES),
  verdict: verdict.exclude(['right']),
  accounts: z.array(z.string()),
  statement: z.string().nullable(),
  message: z.string(),
  /** A statement to paste, as JSON over lines. */
  mended: z.string().nullable(),
});
const check = z.object({
  findings: z.array(finding),
  accounts: z.array(
    z.object({ accountId: z.string(), parts: z.partialRecord(z.enum(POLICY_PARTS), verdict) }),
  ),
});
const reading = z.object({
  /** The policy as it is; null where there is none, or it could not be read. */
  text: z.string().nullable(),
  /** Why it could not be read, and what to do about it. */
  fault: z.object({ message: z.string(), hint: z.string().nullable() }).nullable(),
  check: check.nullable(),
});

/** What a check of the real policies found. `key` is null where no key was asked about. */
export const policyReadings = z.object({
  bucket: reading,
  key: reading.nullable(),
  /** Accounts that were asked about and passed over: an organisation trail writes their logs, which needs other statements. */
  organisation: z.array(z.string()).default([]),
});
export type PolicyReading = z.infer<typeof reading>;
export type PolicyReadings = z.infer<typeof policyReadings>;
export type ReadFinding = z.infer<typeof finding>;

/** A check as the portal follows it. Times are ISO, UTC. */
export type PolicyCheckRun = {
  id: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  result: PolicyReadings | null;
};
