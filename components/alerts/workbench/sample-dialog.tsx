'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RadioList } from '#components/ui/choices.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { RuleSample } from '#lib/alerts/scope-rules/rule-samples.ts';
import { readSampleText } from './sample-text.ts';
import { EXPECTED_CHOICES } from './sample-words.ts';

/** Takes a record, or several that belong together, as CloudTrail writes them. */
export function SampleDialog(props: { onAdd: (sample: RuleSample) => void; onClose: () => void }) {
  const [text, setText] = useState('');
  const [expects, setExpects] = useState<RuleSample['expects']>('fires');
  const [fault, setFault] = useState<string>();
  const add = () => {
    const read = readSampleText(text);
    if ('fault' in read) return setFault(read.fault);
    props.onAdd({ expects, records: read.records });
    props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title="Add a sample"
      description="A record as CloudTrail delivers it, or the parts of it that matter. Several that belong together stand in a list."
      className="w-[640px]"
      footer={
        <>
          <Button size="form" onClick={props.onClose}>
            Cancel
          </Button>
          <Button size="form" variant="primary" onClick={add}>
            Add
          </Button>
        </>
      }
    >
      <Field label="Record" layout="over" error={fault}>
        {(control) => (
          <Textarea
            {...control}
            mono
            className="max-h-[40vh] min-h-40"
            placeholder='{ "eventName": "StopLogging", … }'
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setFault(undefined);
            }}
          />
        )}
      </Field>
      <RadioList
        label="What the rule does with it"
        value={expects}
        options={EXPECTED_CHOICES.map(({ value, label }) => ({ value, label: `The rule ${label}` }))}
        onChange={setExpects}
      />
    </Dialog>
  );
}
