import { expect, test } from 'vitest';
import { auditTemplate, memberTemplate } from '#lib/policies/cloudformation.ts';
import { auditCommands, memberCommands } from '#lib/policies/commands.ts';
import { setupNames } from '#lib/policies/setup-names.ts';
import type { SetupPlan } from '#lib/policies/setup-plan.ts';
import { splitPlan } from '#lib/policies/split-plan.ts';
import { applyCommand, deployCommand } from '#lib/policies/template-commands.ts';
import { auditTerraform, memberTerraform } from '#lib/policies/terraform.ts';
import { planOf } from './plans.ts';

/** Where AWS, Terraform or a directory would take the second of two things called the same for the first. */
const SHARED_PLACES: Record<string, RegExp> = {
  stacks: /--stack-name (\S+)/g,
  'files of templates': /--template-file (\S+)/g,
  'files of policies': /file:\/\/(\S+)/g,
  buckets: /--bucket (\S+)|BucketName: (\S+)/g,
  'managed policies': /--policy-name (?!default)(\S+)|ManagedPolicyName: (\S+)/g,
  aliases: /AliasName: (\S+)|"(alias\/[^"]+)"/g,
  'addresses in Terraform': /^(?:resource "\w+"|variable|output) "([^"]+)"/gm,
  'references in Terraform': /\b(?:var|aws_s3_bucket|aws_kms_key)\.(\w+)/g,
};

function everythingOf(plan: SetupPlan): string {
  return [
    ...[...auditCommands(plan), ...memberCommands(plan)].flatMap(({ lines }) => lines),
    auditTemplate(plan),
    memberTemplate(plan),
    auditTerraform(plan),
    memberTerraform(plan),
    ...(['audit', 'member'] as const).flatMap((where) => [
      deployCommand(plan, where),
      applyCommand(plan, where),
    ]),
  ].join('\n');
}

function namesIn(plan: SetupPlan, pattern: RegExp): Set<string> {
  const found = [...everythingOf(plan).matchAll(pattern)];
  return new Set(found.map(([, ...groups]) => groups.find((group) => group !== undefined) ?? ''));
}

const many = planOf(3000);
const parts = splitPlan(many);
const PAIRS: [string, SetupPlan | undefined, SetupPlan | undefined][] = [
  ['two parts of one plan', parts[0], parts[1]],
  ['the buckets of two views', planOf(3, { bucket: 'acme-logs' }), planOf(3, { bucket: 'beta-logs' })],
  ['a dot and a dash', planOf(3, { bucket: 'acme.logs' }), planOf(3, { bucket: 'acme-logs' })],
];

test.each(PAIRS)(
  'what is made for one bucket never has a name of what is made for another: %s',
  (_, a, b) => {
    if (!a || !b) throw new Error('the plan was not split');
    for (const [place, pattern] of Object.entries(SHARED_PLACES)) {
      const [ofA, ofB] = [namesIn(a, pattern), namesIn(b, pattern)];
      expect(ofA.size, place).toBeGreaterThan(0);
      expect(ofA.intersection(ofB), place).toEqual(new Set());
    }
  },
);

test('the same bucket has the same names, so that its stack is changed and not made again', () => {
  expect(setupNames({ bucket: 'acme.logs' })).toEqual(setupNames(planOf(9, { bucket: 'acme.logs' })));
});

test.each(['acme-logs', '0.a.1-b', `a${'.b'.repeat(31)}`, 'c'.repeat(63)])(
  'AWS and Terraform take the names: %s',
  (bucket) => {
    const { auditStack, trailStack, readPolicy, keyAlias, terraform } = setupNames({ bucket });
    for (const stack of [auditStack, trailStack]) expect(stack).toMatch(/^[A-Za-z][-A-Za-z0-9]{0,127}$/);
    expect(readPolicy).toMatch(/^[\w+=,.@-]{1,128}$/);
    expect(keyAlias).toMatch(/^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/);
    expect(`trails_${terraform}`).toMatch(/^[A-Za-z_][\w-]*$/);
  },
);
