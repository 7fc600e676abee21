'use client';
import { auditTemplate, memberTemplate } from '#lib/policies/cloudformation.ts';
import type { SetupPlan } from '#lib/policies/setup-plan.ts';
import { auditTerraform, memberTerraform } from '#lib/policies/terraform.ts';
import { CodeBlock } from './code-block.tsx';
import { Step } from './step.tsx';

type Props = { plan: SetupPlan; where: 'audit' | 'member' };

const OWN_KEY =
  'The policy of a key that is there is not in it: change it by hand, as JSON and commands shows, or the stack would take the key over.';

/** The same as two templates of CloudFormation. */
export function CloudFormationSteps({ plan, where }: Props) {
  const audit = where === 'audit';
  const file = audit ? 'trailkeep-audit.yaml' : 'trailkeep-trail.yaml';
  const text = audit ? auditTemplate(plan) : memberTemplate(plan);
  return (
    <>
      <Step title="Save the template" note={audit && keyIsThere(plan) ? OWN_KEY : undefined}>
        <CodeBlock
          label={audit ? 'the audit template' : 'the trail template'}
          file={file}
          text={text}
          mark={plan.bucket}
        />
      </Step>
      <Step
        title="Deploy it"
        note={
          audit
            ? 'Bucket and key stay when the stack is deleted.'
            : 'With StackSets and self-managed permissions one command reaches all accounts.'
        }
      >
        <CodeBlock
          label={audit ? 'Commands: deploy the bucket' : 'Commands: deploy the trail'}
          text={deploy(plan, file, audit)}
        />
      </Step>
    </>
  );
}

function deploy({ key, region }: SetupPlan, file: string, audit: boolean): string {
  const name = file.replace('.yaml', '');
  const more = audit
    ? '--capabilities CAPABILITY_NAMED_IAM'
    : key === 'new'
      ? '--parameter-overrides KeyArn=KEY-ARN'
      : '';
  return [
    'aws cloudformation deploy',
    `--region ${region}`,
    `--stack-name ${name}`,
    `--template-file ${file}`,
    more,
  ]
    .filter(Boolean)
    .join(' \\\n  ');
}

/** The same as two files of Terraform. */
export function TerraformSteps({ plan, where }: Props) {
  const audit = where === 'audit';
  const variable = !audit && plan.key === 'new' ? ' -var key_arn=KEY-ARN' : '';
  return (
    <>
      <Step
        title="Save the file beside your provider’s settings"
        note={audit && keyIsThere(plan) ? OWN_KEY : `The provider’s region must be ${plan.region}.`}
      >
        <CodeBlock
          label={audit ? 'the audit account in Terraform' : 'the trail in Terraform'}
          file={audit ? 'trailkeep-audit.tf' : 'trailkeep-trail.tf'}
          text={audit ? auditTerraform(plan) : memberTerraform(plan)}
          mark={plan.bucket}
        />
      </Step>
      <Step title="Apply it">
        <CodeBlock
          label={audit ? 'Commands: apply in the audit account' : 'Commands: apply in a member account'}
          text={`terraform init\nterraform apply${variable}`}
        />
      </Step>
    </>
  );
}

function keyIsThere({ key }: SetupPlan): boolean {
  return key !== null && key !== 'new';
}
