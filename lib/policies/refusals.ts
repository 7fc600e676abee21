import { type ForTrail, ownTrail } from './cloudtrail-request.ts';
import { whyRefused } from './diagnose.ts';
import { allowedBy, type PolicyRequest } from './evaluate-policy.ts';
import { type Finding, groupFindings, type PolicyPart } from './finding.ts';
import type { ParsedStatement } from './parse-policy.ts';
import type { Statement } from './policy-document.ts';
import type { SetupPlan } from './setup-plan.ts';

/** One thing that CloudTrail must be able to do for every account. */
export type Need = {
  part: PolicyPart;
  /** Ends the sentence "No statement lets CloudTrail …". */
  what: string;
  request: (by: ForTrail) => PolicyRequest;
  /** The statement as it should be; `at` is the one whose place it takes. */
  mend: (at: ParsedStatement | null) => Statement;
};

/** For which accounts the need is not met, and why; the same fault of several accounts once. */
export function refusals(plan: SetupPlan, policy: readonly ParsedStatement[], need: Need): Finding[] {
  const found = plan.accounts.flatMap((account) =>
    whyRefused(policy, need.request(ownTrail(plan, account)), plan, account, need.what).map(
      ({ code, statement, message }): Finding => ({
        part: need.part,
        code,
        verdict: code.endsWith('-missing') ? 'missing' : 'wrong',
        accounts: [account],
        statement: statement?.name ?? null,
        message,
        mended: null,
      }),
    ),
  );
  return groupFindings(found).map((finding) => {
    if (finding.code === 'denied') return finding;
    // What lets others in stays; CloudTrail gets a statement of its own.
    const name = finding.code === 'other-principal' ? null : finding.statement;
    return { ...finding, mended: need.mend(policy.find((one) => one.name === name) ?? null) };
  });
}

export type Width = Pick<Finding, 'code' | 'message'>;

/**
 * The statements by which the need is met, each asked what else it would let through. `probe` gets the statement with the policy's
 * denials, and an account that it lets through.
 */
export function widths(
  plan: SetupPlan,
  policy: readonly ParsedStatement[],
  need: Need,
  probe: (alone: [ParsedStatement, ...ParsedStatement[]], account: string) => Width[],
): Finding[] {
  const denials = policy.filter(({ Effect }) => Effect === 'Deny');
  const used = new Map<ParsedStatement, string>();
  for (const account of plan.accounts)
    for (const statement of allowedBy(policy, need.request(ownTrail(plan, account))))
      if (!used.has(statement)) used.set(statement, account);
  return [...used].flatMap(([statement, account]) =>
    probe([statement, ...denials], account).map((width) => ({
      part: need.part,
      ...width,
      verdict: 'too-wide' as const,
      accounts: [],
      statement: statement.name,
      mended: need.mend(statement),
    })),
  );
}
