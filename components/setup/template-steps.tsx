'use client';
import { auditTemplate, memberTemplate } from '#lib/policies/cloudformation.ts';
import { setupNames } from '#lib/policies/setup-names.ts';
import type { SetupPlan } from '#lib/policies/setup-plan.ts';
import { applyCommand, deployCommand } from '#lib/policies/template-commands.ts';
import { auditTerraform, memberTerraform } from '#lib/policies/terraform.ts';
import { CodeBlock } from './code-block.tsx';
import { Step } from './step.tsx';

type Props = { plan: SetupPlan; where: 'audit' | 'member' };

const OWN_KEY =
  'The policy of a key that is there is not in it: change it by hand, as JSON and commands shows, or the stack would take the key over.';

/** The same as two templates of CloudFormation. */
export function CloudFormationSteps({ plan, where }: Props) {
  const audit = where === 'audit';
  const { auditStack, trailStack } = setupNames(plan);
  const text = audit ? auditTemplate(plan) : memberTemplate(plan);
  return (
    <>
      <Step title="Save the template" note={audit && keyIsThere(plan) ? OWN_KEY : undefined}>
        <CodeBlock
          label={audit ? 'the audit template' : 'the trail template'}
          file={`${audit ? auditStack : trailStack}.yaml`}
          text={text}
          mark={plan.bucket}
        />
      </Step>
      <Step
        title="Deploy it"
        note={
          audit
            ? `Bucket and key stay when the stack is deleted. ${earlierStack('trailkeep-audit')} The collector’s policy is then made anew: attach it again.`
            : `With StackSets and self-managed permissions one command reaches all accounts. ${earlierStack('trailkeep-trail')}`
        }
      >
        <CodeBlock
          label={audit ? 'Commands: deploy the bucket' : 'Commands: deploy the trail'}
          text={deployCommand(plan, where)}
        />
      </Step>
    </>
  );
}

/** Stacks were called the same for every bucket once. */
function earlierStack(name: string): string {
  return `To change what a stack named ${name} made for this bucket, put that name in.`;
}

/** The same as two files of Terraform. */
export function TerraformSteps({ plan, where }: Props) {
  const audit = where === 'audit';
  const { auditStack, trailStack } = setupNames(plan);
  return (
    <>
      <Step
        title="Save the file beside your provider’s settings"
        note={audit && keyIsThere(plan) ? OWN_KEY : `The provider’s region must be ${plan.region}.`}
      >
        <CodeBlock
          label={audit ? 'the audit account in Terraform' : 'the trail in Terraform'}
          file={`${audit ? auditStack : trailStack}.tf`}
          text={audit ? auditTerraform(plan) : memberTerraform(plan)}
          mark={plan.bucket}
        />
      </Step>
      <Step
        title="Apply it"
        note="To change what an earlier file made for this bucket, keep the resource names that it has."
      >
        <CodeBlock
          label={audit ? 'Commands: apply in the audit account' : 'Commands: apply in a member account'}
          text={applyCommand(plan, where)}
        />
      </Step>
    </>
  );
}

function keyIsThere({ key }: SetupPlan): boolean {
  return key !== null && key !== 'new';
}
