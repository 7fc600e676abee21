import type { Statement } from './policy-document.ts';

/** What CloudTrail and the collector need of a bucket and its key. */
export const POLICY_PARTS = ['acl', 'write', 'encrypt', 'describe', 'decrypt'] as const;
export type PolicyPart = (typeof POLICY_PARTS)[number];

export type Verdict = 'right' | 'missing' | 'wrong' | 'too-wide';

/** One fault of a policy. */
export type Finding = {
  part: PolicyPart;
  /** E.g. `no-source-arn`: the same fault always has the same. */
  code: FindingCode;
  verdict: Exclude<Verdict, 'right'>;
  /** Accounts that it concerns, 12 digits each; empty where it is about the policy as such. */
  accounts: string[];
  /** The statement that is at fault, by its Sid or place; null where one is missing. */
  statement: string | null;
  message: string;
  /** To put in the place of that statement, or to add. Null where nothing in the policy mends it. */
  mended: Statement | null;
};

export const FINDING_CODES = [
  'statement-missing',
  'account-missing',
  'trail-missing',
  'other-principal',
  'other-bucket',
  'other-prefix',
  'other-folder',
  'other-acl',
  'other-condition',
  'denied',
  'principal-everyone',
  'no-source-arn',
  'no-acl-condition',
  'no-encryption-context',
  'any-account',
  'folder-too-wide',
  'action-too-wide',
  'key-disabled',
  'key-elsewhere',
  'key-not-symmetric',
  'key-of-aws',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** How each account stands, part by part. */
export type AccountCheck = { accountId: string; parts: Partial<Record<PolicyPart, Verdict>> };

export type PolicyCheck = { findings: Finding[]; accounts: AccountCheck[] };

/** Account by account what the findings say; a fault of the policy as such is every account's. */
export function toPolicyCheck(
  accounts: readonly string[],
  parts: readonly PolicyPart[],
  findings: Finding[],
): PolicyCheck {
  const verdictOf = (accountId: string, part: PolicyPart): Verdict => {
    const own = findings.filter(
      (finding) =>
        finding.part === part && (finding.accounts.length === 0 || finding.accounts.includes(accountId)),
    );
    const order: Verdict[] = ['missing', 'wrong', 'too-wide'];
    return order.find((verdict) => own.some((finding) => finding.verdict === verdict)) ?? 'right';
  };
  return {
    findings,
    accounts: accounts.map((accountId) => ({
      accountId,
      parts: Object.fromEntries(parts.map((part) => [part, verdictOf(accountId, part)])),
    })),
  };
}

/** The same fault of several accounts is said once, with all of them. */
export function groupFindings(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.part} ${finding.code} ${finding.statement} ${finding.message}`;
    const known = groups.get(key);
    if (known) known.accounts.push(...finding.accounts);
    else groups.set(key, { ...finding, accounts: [...finding.accounts] });
  }
  return [...groups.values()];
}
