import { encryptRequest, ownTrail, strangeTrail, without } from './cloudtrail-request.ts';
import { isAllowed, type PolicyRequest } from './evaluate-policy.ts';
import { type Finding, type PolicyCheck, toPolicyCheck } from './finding.ts';
import { type KeyFacts, keyFaults } from './key-faults.ts';
import {
  decryptStatement,
  describeStatement,
  ENCRYPTION_CONTEXT,
  encryptStatement,
  keyPolicy,
} from './key-policy.ts';
import { mendStatement } from './mend-statement.ts';
import { type ParsedStatement, parsePolicy } from './parse-policy.ts';
import { type Alone, probeAction, probeEveryone, probeStranger } from './probes.ts';
import { type Need, refusals, type Width, widths } from './refusals.ts';
import { rootArn, type SetupPlan } from './setup-plan.ts';

const CONTEXT = ENCRYPTION_CONTEXT.toLowerCase();

/**
 * What of a key and its policy is right, missing or too wide for the plan's trails, and for reading what they encrypted. `text` is
 * the policy as KMS gives it. Throws `bad-request` where it cannot be read.
 */
export function checkKeyPolicy(plan: SetupPlan, key: KeyFacts, text: string): PolicyCheck {
  const policy = parsePolicy(text);
  const encrypt: Need = {
    part: 'encrypt',
    what: 'encrypt with the key',
    request: (by) => encryptRequest(plan, by),
    mend: (at) => mendStatement(plan, at, encryptStatement, keyPolicy),
  };
  const describe: Need = {
    part: 'describe',
    what: 'read the properties of the key',
    request: (by) => without({ ...encryptRequest(plan, by), action: 'kms:DescribeKey' }, CONTEXT),
    mend: (at) => mendStatement(plan, at, describeStatement, keyPolicy),
  };
  const findings = [
    ...keyFaults(plan, key),
    ...refusals(plan, policy, encrypt),
    ...widths(plan, policy, encrypt, (alone, account) => encryptWidths(plan, alone, account)),
    ...refusals(plan, policy, describe),
    ...decryptRefusal(plan, policy),
  ];
  return toPolicyCheck(plan.accounts, ['encrypt', 'describe', 'decrypt'], findings);
}

function encryptWidths(plan: SetupPlan, alone: Alone, account: string): Width[] {
  const own = encryptRequest(plan, ownTrail(plan, account));
  const strange = encryptRequest(plan, strangeTrail(plan, false));
  // With the account's own encryption context, so that the one condition is not taken for the other.
  const context = { ...strange.context, [CONTEXT]: own.context[CONTEXT] ?? '' };
  const found = [...probeEveryone(alone), ...probeStranger(alone, { ...strange, context })];
  if (isAllowed(alone, without(own, CONTEXT)))
    found.push({
      code: 'no-encryption-context',
      message: `${alone[0].name} has no condition on ${ENCRYPTION_CONTEXT}: the key would encrypt for trails of any account.`,
    });
  return [...found, ...probeAction(alone, { ...own, action: 'kms:ScheduleKeyDeletion' })];
}

/** Whether IAM policies of the audit account may let the collector decrypt. */
function decryptRefusal(plan: SetupPlan, policy: readonly ParsedStatement[]): Finding[] {
  const { context } = encryptRequest(plan, ownTrail(plan, plan.accounts[0] ?? plan.auditAccount));
  const request: PolicyRequest = {
    principal: { AWS: rootArn(plan, plan.auditAccount) },
    action: 'kms:Decrypt',
    resource: '*',
    context: { [CONTEXT]: context[CONTEXT] ?? '', 'kms:calleraccount': plan.auditAccount },
  };
  if (isAllowed(policy, request)) return [];
  return [
    {
      part: 'decrypt',
      code: 'statement-missing',
      verdict: 'missing',
      accounts: [],
      statement: null,
      message:
        'No statement lets the audit account decrypt the files: whoever collects them cannot read them.',
      mended: decryptStatement(plan),
    },
  ];
}
