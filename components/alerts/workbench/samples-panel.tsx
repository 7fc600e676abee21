'use client';
import { CircleAlert, CircleCheck, Plus } from 'lucide-react';
import { useState } from 'react';
import { lastGood, useAnswer } from '#components/api/use-answer.ts';
import { Button } from '#components/ui/button.tsx';
import { CodeJson } from '#components/ui/code-json.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { faultWords } from '#components/ui/use-act.ts';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { checkSamplesAction } from '#lib/alerts/scope-rules/actions.ts';
import type { RuleSample, SampleState } from '#lib/alerts/scope-rules/rule-samples.ts';
import { SampleDialog } from './sample-dialog.tsx';
import { EXPECTED_CHOICES, recordWords } from './sample-words.ts';

/** One check of many keys that are pressed. */
const PAUSE_MS = 500;

/** Records that are kept with the rule, and whether it does with each what it should. */
export function SamplesPanel(props: {
  samples: readonly RuleSample[];
  onChange: (samples: RuleSample[]) => void;
  /** Null while the form says no rule. */
  definition: RuleDefinition | null;
}) {
  const { samples, onChange, definition } = props;
  const [adding, setAdding] = useState(false);
  const asked = definition !== null && samples.length > 0 ? JSON.stringify([definition, samples]) : '';
  const { answer } = useAnswer<Awaited<ReturnType<typeof checkSamplesAction>>>(
    asked,
    async () => (definition !== null && asked !== '' ? checkSamplesAction(definition, samples) : {}),
    PAUSE_MS,
  );
  const checked = lastGood(answer);
  const states = asked !== '' && answer.status === 'ready' ? (checked?.states ?? []) : [];
  return (
    <Panel aria-labelledby="rule-samples">
      <PanelHeader id="rule-samples" title="Samples" note="checked on saving">
        <Button onClick={() => setAdding(true)} className="max-md:h-11">
          <Plus aria-hidden />
          Paste a record
        </Button>
      </PanelHeader>
      {checked?.message && (
        <div className="p-4 pb-0">
          <Note tone="bad">{faultWords(checked)}</Note>
        </div>
      )}
      {samples.length === 0 ? (
        <p className="p-4 text-13/5 text-fg-2">
          Records in which the rule must find something, or must not: whoever changes it later is told at once
          when one of them no longer fits. Paste one, or keep a match of a try.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {samples.map((sample, at) => (
            <SampleItem
              // biome-ignore lint/suspicious/noArrayIndexKey: a sample has no name, and may stand twice.
              key={at}
              sample={sample}
              place={at + 1}
              state={states[at] ?? null}
              onExpect={(expects) =>
                onChange(samples.map((other, place) => (place === at ? { ...other, expects } : other)))
              }
              onRemove={() => onChange(samples.filter((_, place) => place !== at))}
            />
          ))}
        </ul>
      )}
      {adding && (
        <SampleDialog onClose={() => setAdding(false)} onAdd={(sample) => onChange([...samples, sample])} />
      )}
    </Panel>
  );
}

function SampleItem(props: {
  sample: RuleSample;
  place: number;
  state: SampleState | null;
  onExpect: (expects: RuleSample['expects']) => void;
  onRemove: () => void;
}) {
  const { sample, place } = props;
  return (
    <li className="grid gap-2 px-4 py-3 text-13">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label={`Sample ${place}`}
          size="small"
          value={sample.expects}
          options={EXPECTED_CHOICES}
          onChange={props.onExpect}
        />
        <StateMark sample={sample} state={props.state} />
        <Button
          size="small"
          className="ml-auto max-md:h-11"
          aria-label={`Remove sample ${place}`}
          onClick={props.onRemove}
        >
          Remove
        </Button>
      </div>
      <SampleRecords records={sample.records} />
    </li>
  );
}

/** The records of a sample, folded. */
export function SampleRecords({ records }: Pick<RuleSample, 'records'>) {
  return (
    <details className="min-w-0">
      <summary className="cursor-pointer rounded-chip text-fg-2 wrap-anywhere max-md:py-3">
        {recordWords(records)}
      </summary>
      <CodeJson
        className="mt-2"
        label="Records of the sample"
        text={JSON.stringify(records.length === 1 ? records[0] : records, null, 2)}
      />
    </details>
  );
}

function StateMark({ sample, state }: { sample: RuleSample; state: SampleState | null }) {
  if (state === null) return null;
  if (state.agrees)
    return (
      <span className="inline-flex items-center gap-1 text-12 text-ok">
        <CircleCheck aria-hidden className="size-3.5" />
        {sample.expects === 'fires' ? 'fires' : 'stays quiet'}
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1 text-12 text-bad" title={state.fault ?? undefined}>
      <CircleAlert aria-hidden className="size-3.5" />
      {state.fault ?? (sample.expects === 'fires' ? 'does not fire' : 'fires')}
    </span>
  );
}
