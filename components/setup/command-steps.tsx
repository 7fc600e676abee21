'use client';
import { useMemo } from 'react';
import { bucketPolicy } from '#lib/policies/bucket-policy.ts';
import { collectorStatements } from '#lib/policies/collector-policy.ts';
import { auditCommands, type CommandStep, memberCommands } from '#lib/policies/commands.ts';
import { policyDocument } from '#lib/policies/iam-policy.ts';
import { keyPolicy } from '#lib/policies/key-policy.ts';
import { setupNames } from '#lib/policies/setup-names.ts';
import type { SetupPlan } from '#lib/policies/setup-plan.ts';
import { CodeBlock } from './code-block.tsx';
import { bucketFormSentence, keyFormSentence } from './guide-words.ts';
import { Step } from './step.tsx';

type Attached = { label: string; file: string; text: string; note: string };

/** The steps as commands, each with the policy that it sends. */
export function CommandSteps({ plan, where }: { plan: SetupPlan; where: 'audit' | 'member' }) {
  const attached = useMemo(() => policiesOf(plan), [plan]);
  const steps = where === 'audit' ? auditCommands(plan) : memberCommands(plan);
  return steps.map((step) => {
    const policy = where === 'audit' ? attached.find(({ file }) => usesFile(step, file)) : undefined;
    return (
      <Step key={step.title} title={step.title} note={policy?.note}>
        {policy && (
          <CodeBlock label={policy.label} file={policy.file} text={policy.text} mark={plan.bucket} />
        )}
        <CodeBlock label={`Commands: ${step.title}`} text={step.lines.join('\n\n')} />
      </Step>
    );
  });
}

function usesFile({ lines }: CommandStep, file: string): boolean {
  return lines.some((line) => line.includes(`file://${file}`));
}

function policiesOf(plan: SetupPlan): Attached[] {
  const { files } = setupNames(plan);
  const bucket = bucketPolicy(plan);
  const key = plan.key === null ? null : keyPolicy(plan);
  const replaces =
    'Where there is a policy already, add the statements to it: the command replaces the whole.';
  return [
    ...(bucket
      ? [
          {
            label: 'the bucket policy',
            file: files.bucket,
            text: bucket.text,
            note: `${bucketFormSentence(bucket)} ${replaces}`,
          },
        ]
      : []),
    ...(key
      ? [
          {
            label: 'the key policy',
            file: files.key,
            text: key.text,
            note: `${keyFormSentence(key)} ${plan.key === 'new' ? '' : replaces}`.trim(),
          },
        ]
      : []),
    {
      label: 'the IAM policy',
      file: files.collector,
      text: policyDocument(collectorStatements(plan)),
      note: 'Attach it to the role or user that Trailkeep reads with. It reads this bucket, and the two policies so that they can be checked; it changes nothing.',
    },
  ];
}
