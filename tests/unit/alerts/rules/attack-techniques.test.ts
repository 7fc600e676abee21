import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluateOnce } from '#lib/alerts/evaluate-once.ts';
import type { Sample } from '#lib/alerts/rule-model.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';

/**
 * Of every technique the rule that is made for it: another that fires by chance does not stand in for it. None of the corpus is left to
 * nobody. Of stolen instance credentials the theft is seen, by the command that reads them; their use comes, in this corpus, from an
 * address of AWS's own, where `instance-credentials-outside` rightly stays quiet.
 */
const MADE_FOR: Readonly<Record<string, string>> = {
  'aws.credential-access.ec2-get-password-data': 'windows-password-burst',
  'aws.credential-access.ec2-steal-instance-credentials': 'machine-command',
  'aws.credential-access.secretsmanager-batch-retrieve-secrets': 'secret-batch-read',
  'aws.credential-access.secretsmanager-retrieve-secrets': 'secret-read-burst',
  'aws.credential-access.ssm-retrieve-securestring-parameters': 'parameter-batch-decryption',
  'aws.defense-evasion.cloudtrail-delete': 'cis-4.5',
  'aws.defense-evasion.cloudtrail-event-selectors': 'management-events-cut',
  'aws.defense-evasion.cloudtrail-stop': 'cis-4.5',
  'aws.defense-evasion.dns-delete-logs': 'dns-logging-deleted',
  'aws.defense-evasion.organizations-leave': 'organisation-leave',
  'aws.defense-evasion.vpc-remove-flow-logs': 'flow-logs-deleted',
  'aws.discovery.ec2-download-user-data': 'user-data-read-burst',
  'aws.execution.ec2-launch-unusual-instances': 'accelerated-machines',
  'aws.execution.ec2-user-data': 'user-data-changed',
  'aws.execution.ssm-send-command': 'machine-command',
  'aws.execution.ssm-start-session': 'machine-command',
  'aws.exfiltration.ec2-security-group-open-port-22-ingress': 'security-group-open',
  'aws.exfiltration.ec2-share-ami': 'snapshot-shared',
  'aws.exfiltration.ec2-share-ebs-snapshot': 'snapshot-shared',
  'aws.exfiltration.rds-share-snapshot': 'snapshot-shared',
  'aws.impact.bedrock-invoke-model': 'model-access-requested',
  'aws.initial-access.console-login-without-mfa': 'cis-4.2',
  'aws.lateral-movement.ec2-instance-connect': 'ssh-key-pushed',
  'aws.lateral-movement.ec2-serial-console-send-ssh-public-key': 'ssh-key-pushed',
  'aws.persistence.iam-backdoor-role': 'role-trust-opened',
  'aws.persistence.iam-backdoor-user': 'access-key-for-other',
  'aws.persistence.iam-create-admin-user': 'administrator-policy',
  'aws.persistence.iam-create-backdoor-role': 'role-trust-opened',
  'aws.persistence.iam-create-user-login-profile': 'login-profile-for-other',
  'aws.persistence.lambda-backdoor-function': 'function-open',
  'aws.persistence.lambda-layer-extension': 'function-changed-by-person',
  'aws.persistence.lambda-overwrite-code': 'function-changed-by-person',
  'aws.persistence.rolesanywhere-create-trust-anchor': 'roles-anywhere-trust',
  'aws.persistence.sts-federation-token': 'federation-token',
  'aws.privilege-escalation.iam-update-user-login-profile': 'login-profile-for-other',
};

/** The records of each technique's attack step, as Stratus Red Team left them in the log. */
function attackSteps(): Map<string, Sample[]> {
  type Line = { technique: string; isTheAttackStep: boolean; event: Sample };
  const file = join(import.meta.dirname, '../../../fixtures/corpus/stratus-red-team.ndjson');
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const steps = new Map<string, Sample[]>();
  for (const line of lines) {
    const { technique, isTheAttackStep, event }: Line = JSON.parse(line);
    if (isTheAttackStep) steps.set(technique, [...(steps.get(technique) ?? []), event]);
  }
  return steps;
}

const firing = new Map(
  [...attackSteps()].map(([technique, records]) => [
    technique,
    BUILT_IN_RULES.filter((rule) => evaluateOnce(rule, records).length > 0).map(({ id }) => id),
  ]),
);

test('every technique of the corpus is seen by the rule that is made for it', () => {
  const rows = [...firing].map(([technique, ids]) => `${technique.padEnd(62)} ${ids.join(', ') || '—'}`);
  process.stdout.write(`\n${rows.join('\n')}\n`);
  const missed = [...firing].filter(([technique, ids]) => !ids.includes(MADE_FOR[technique] ?? ''));
  expect(missed).toEqual([]);
  expect(firing.size).toBe(35);
});

test('no rule is listed for a technique that the corpus does not have', () => {
  expect(Object.keys(MADE_FOR).toSorted()).toEqual([...firing.keys()].toSorted());
});
