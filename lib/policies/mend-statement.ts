import type { BuiltPolicy, PolicyForm } from './bucket-policy.ts';
import type { ParsedStatement } from './parse-policy.ts';
import { oneOrMany, type Statement } from './policy-document.ts';
import { type SetupPlan, trailArn } from './setup-plan.ts';

/**
 * The statement as it should be, to be put in the place of `existing` (under its name) or to be added. Accounts that the existing one names
 * beside the plan's keep what they have: whoever pastes it must not cut them off.
 */
export function mendStatement(
  plan: SetupPlan,
  existing: ParsedStatement | null,
  build: (plan: SetupPlan, form: PolicyForm) => Statement,
  policyOf: (plan: SetupPlan) => BuiltPolicy | null,
): Statement {
  const others = existing ? accountsIn(existing).filter((account) => !plan.accounts.includes(account)) : [];
  const whole = { ...plan, accounts: [...plan.accounts, ...others] };
  const form = policyOf(whole)?.form ?? 'accounts';
  const mended = build(whole, form);
  return {
    ...mended,
    Sid: existing?.Sid || mended.Sid,
    ...(form === 'trails' && existing ? { Condition: keepTrails(mended, existing, plan, others) } : {}),
  };
}

function accountsIn({ Resource = [], Condition }: ParsedStatement): string[] {
  const conditions = Object.values(Condition).flatMap((keys) => Object.values(keys).flat());
  const found = [...Resource, ...conditions].flatMap((text) =>
    [...text.matchAll(/(?:AWSLogs\/|:cloudtrail:[^:]*:)(\d{12})(?=[:/])/g)].map(
      ([, account]) => account ?? '',
    ),
  );
  return [...new Set(found)];
}

/** The trails of other accounts stay as they are written, whatever their region and name. */
function keepTrails(
  mended: Statement,
  existing: ParsedStatement,
  plan: SetupPlan,
  others: readonly string[],
): Statement['Condition'] {
  const equals = mended.Condition?.StringEquals;
  if (!equals?.['aws:SourceArn']) return mended.Condition;
  const written = Object.values(existing.Condition).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, values]) => (key.toLowerCase() === 'aws:sourcearn' ? values : [])),
  );
  const ofOthers = others.flatMap((account) => {
    const own = written.filter((arn) => arn.split(':')[4] === account && !/[*?]/.test(arn));
    return own.length > 0 ? own : [trailArn(plan, account)];
  });
  const arns = [...plan.accounts.map((account) => trailArn(plan, account)), ...ofOthers];
  return { ...mended.Condition, StringEquals: { ...equals, 'aws:SourceArn': oneOrMany(arns) } };
}
