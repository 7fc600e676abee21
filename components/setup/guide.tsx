'use client';
import { useMemo } from 'react';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { readSetup } from '#lib/policies/setup-fields.ts';
import { splitPlan } from '#lib/policies/split-plan.ts';
import { GuideForm } from './guide-form.tsx';
import { GuideSteps } from './guide-steps.tsx';
import { missingSentence } from './guide-words.ts';
import type { SetupFormat, SetupState } from './setup-state.ts';
import type { ChangeSetup } from './use-setup.ts';

const FORMATS: { value: SetupFormat; label: string }[] = [
  { value: 'commands', label: 'JSON and commands' },
  { value: 'cloudformation', label: 'CloudFormation' },
  { value: 'terraform', label: 'Terraform' },
];

/** How the trails of many accounts get into one bucket without AWS Organizations, with everything to paste. */
export function Guide(props: { state: SetupState; change: ChangeSetup; configureHref: string }) {
  const { state, change } = props;
  const { plan, faults, missing } = useMemo(() => readSetup(state.fields), [state.fields]);
  const parts = useMemo(() => splitPlan(plan), [plan]);
  const part = parts[Math.min(state.part, parts.length) - 1] ?? plan;
  const sentence = missingSentence(missing, Object.keys(faults).length);
  return (
    <div className="grid items-start gap-4 max-md:gap-2 xl:grid-cols-[400px_minmax(0,1fr)]">
      <GuideForm fields={state.fields} faults={faults} plan={plan} change={change} />
      <Panel aria-labelledby="steps">
        <PanelHeader
          id="steps"
          title="What to do"
          note={<span className="max-lg:hidden">in this order, in each account</span>}
        >
          <Segmented
            label="Written as"
            size="small"
            value={state.format}
            options={FORMATS}
            onChange={(format) => change({ format })}
          />
        </PanelHeader>
        <div className="grid gap-3 p-4">
          {sentence && <Note tone="info">{sentence}</Note>}
          {parts.length > 1 && (
            <Note
              tone="warn"
              action={
                <Select
                  label="Bucket"
                  value={part.bucket}
                  options={parts.map(({ bucket }) => ({ value: bucket, label: bucket }))}
                  onChange={(bucket) => change({ part: parts.findIndex((one) => one.bucket === bucket) + 1 })}
                />
              }
            >
              {formatCount(plan.accounts.length)} accounts do not fit into one bucket policy, which S3 limits
              to 20 KB. These are the steps of one of {parts.length} buckets; do them for each.
            </Note>
          )}
          <GuideSteps plan={part} format={state.format} configureHref={props.configureHref} />
        </div>
      </Panel>
    </div>
  );
}
