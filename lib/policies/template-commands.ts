import { command } from './commands.ts';
import { setupNames } from './setup-names.ts';
import { NEW_KEY_ARN, type SetupPlan } from './setup-plan.ts';

/** Deploys the saved template. A stack that is there under the name is changed, so the name is the bucket's own. */
export function deployCommand(plan: SetupPlan, where: 'audit' | 'member'): string {
  const { auditStack, trailStack } = setupNames(plan);
  const stack = where === 'audit' ? auditStack : trailStack;
  const more =
    where === 'audit'
      ? ['--capabilities CAPABILITY_NAMED_IAM']
      : plan.key === 'new'
        ? [`--parameter-overrides KeyArn=${NEW_KEY_ARN}`]
        : [];
  return command(
    'aws cloudformation deploy',
    `--region ${plan.region}`,
    `--stack-name ${stack}`,
    `--template-file ${stack}.yaml`,
    ...more,
  );
}

/** Applies the saved Terraform file. */
export function applyCommand(plan: SetupPlan, where: 'audit' | 'member'): string {
  const variable =
    where === 'member' && plan.key === 'new'
      ? ` -var key_arn_${setupNames(plan).terraform}=${NEW_KEY_ARN}`
      : '';
  return `terraform init\nterraform apply${variable}`;
}
