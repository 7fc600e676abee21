'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { offerHref } from '#components/sources/offered-place.ts';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { NO_BUCKET } from '#lib/policies/setup-fields.ts';
import type { SetupPlan } from '#lib/policies/setup-plan.ts';
import { CommandSteps } from './command-steps.tsx';
import type { SetupFormat } from './setup-state.ts';
import { Place, Step } from './step.tsx';
import { CloudFormationSteps, TerraformSteps } from './template-steps.tsx';

const STEPS: Record<SetupFormat, (props: { plan: SetupPlan; where: 'audit' | 'member' }) => ReactNode> = {
  commands: CommandSteps,
  cloudformation: CloudFormationSteps,
  terraform: TerraformSteps,
};

function placeOf({ bucket, prefix, region }: SetupPlan) {
  return { bucket: bucket === NO_BUCKET ? '' : bucket, prefix, region };
}

/** All that is to be done, account by account, and what comes after. */
export function GuideSteps(props: { plan: SetupPlan; format: SetupFormat; configureHref: string }) {
  const { plan, format } = props;
  const Steps = STEPS[format];
  const count = plan.accounts.length;
  return (
    <>
      <Place title={`In the audit account ${plan.auditAccount}`} note="once">
        <Steps plan={plan} where="audit" />
      </Place>
      <Place
        title={
          count === 1 ? 'In the account with the trail' : `In each of the ${formatCount(count)} accounts`
        }
        note="the same in all of them"
        action={
          <CopyButton
            text={plan.accounts.join('\n')}
            label={count === 1 ? 'Copy the number' : 'Copy the numbers'}
            variant="default"
          />
        }
      >
        <Steps plan={plan} where="member" />
      </Place>
      <Place title="Here" note="once the first files are there, some ten minutes later">
        <Step title="Name the bucket in Configure, test it and press Update">
          <Button asChild size="form" className="justify-self-start">
            <Link href={offerHref(props.configureHref, placeOf(plan))}>Open Configure</Link>
          </Button>
        </Step>
        <Step title="Let Check policies read both policies as they are, and say what is missing, account by account" />
      </Place>
    </>
  );
}
